package ai.openobserve.lambda.cdk.check;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Collectors;

/// How much of Lambda's 4 KB limit a function's environment takes.
///
/// Lambda measures the variables as one JSON object without spaces; the error for a larger one
/// quotes that text ("String measured: …"). Values that CloudFormation inserts at deployment are
/// not counted.
public record EnvironmentSize(Map<String, Object> variables) {
  static final int LIMIT_BYTES = 4096;

  private static final int SHOWN = 3;

  /// A lower bound: what is known only at deployment counts as empty.
  int bytes() {
    return 1
        + Math.max(1, variables.size())
        + variables.keySet().stream().mapToInt(this::entry).sum();
  }

  boolean isOverLimit() {
    return bytes() > LIMIT_BYTES;
  }

  /// Names and sizes of the largest variables, never their values.
  String largest() {
    return variables.keySet().stream()
        .sorted(Comparator.comparingInt(this::entry).reversed())
        .limit(SHOWN)
        .map(name -> name + " " + entry(name))
        .collect(Collectors.joining(", "));
  }

  /// The size of `"name":"value"`.
  private int entry(String name) {
    int value = variables.get(name) instanceof String text && !isReference(text) ? json(text) : 0;
    return json(name) + value + 5;
  }

  static boolean isReference(String text) {
    return text.startsWith("{{resolve:") && text.endsWith("}}");
  }

  private static int json(String text) {
    int escapes =
        (int)
            text.chars()
                .filter(c -> c == '"' || c == '\\' || c == '\n' || c == '\r' || c == '\t')
                .count();
    return text.getBytes(StandardCharsets.UTF_8).length + escapes;
  }
}
