package ai.openobserve.lambda.bench.measure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// An extension to measure.
///
/// @param name its name in the tables
/// @param command its executable, by path, and arguments
/// @param environment in addition to what every extension gets; `{endpoint}` is the backend's URL
/// @param ours whether it is this project's own
public record Subject(
    String name, List<String> command, Map<String, String> environment, boolean ours) {
  public Subject {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  /// All variables of its process.
  ///
  /// @param runtimeApi host and port
  /// @param more variables of ours, which an extension that does not know them ignores
  public Map<String, String> environment(
      String runtimeApi, String endpoint, Map<String, String> more) {
    Map<String, String> all =
        new HashMap<>(
            Map.of(
                "AWS_LAMBDA_RUNTIME_API", runtimeApi,
                "AWS_LAMBDA_FUNCTION_NAME", "orders",
                "AWS_LAMBDA_FUNCTION_VERSION", "1",
                "AWS_REGION", "eu-west-1",
                "PATH", "/usr/bin:/bin"));
    all.putAll(variables(endpoint));
    all.putAll(more);
    return all;
  }

  /// The variables that its user would set.
  public Map<String, String> variables(String endpoint) {
    Map<String, String> all =
        new HashMap<>(
            Map.of(
                "O2_ORGANIZATION_ID", "default",
                "O2_AUTHORIZATION_HEADER", "Basic cm9vdEBleGFtcGxlLmNvbTpDb21wbGV4cGFzcyMxMjM=",
                "O2_ENDPOINT", endpoint));
    environment.forEach((name, value) -> all.put(name, value.replace("{endpoint}", endpoint)));
    return all;
  }

  /// Parses a peer's variables: `NAME=VALUE NAME=VALUE`.
  ///
  /// @throws IllegalArgumentException if a word has no `=`
  public static Map<String, String> parse(String text) {
    Map<String, String> variables = new HashMap<>();
    List<String> wrong = new ArrayList<>();
    for (String word : text.strip().split("\\s+", -1)) {
      int equals = word.indexOf('=');
      if (equals > 0) {
        variables.put(word.substring(0, equals), word.substring(equals + 1));
      } else if (!word.isEmpty()) {
        wrong.add(word);
      }
    }
    if (!wrong.isEmpty()) {
      throw new IllegalArgumentException("PEER_ENV: expected NAME=VALUE NAME=VALUE, not " + wrong);
    }
    return variables;
  }
}
