package ai.openobserve.lambda.cdk.check;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Collectors;

/// How much of Lambda's 4 KB a function's environment takes.
///
/// Lambda measures the variables as one JSON object without spaces; its refusal of a larger one
/// quotes that text ("String measured: …"). What CloudFormation puts in at deploy is not counted.
public record EnvironmentSize(Map<String, Object> variables) {
  static final int LIMIT_BYTES = 4096;

  private static final int SHOWN = 3;

  /// At least so many bytes.
  int bytes() {
    return 1
        + Math.max(1, variables.size())
        + variables.keySet().stream().mapToInt(this::entry).sum();
  }

  boolean isOverLimit() {
    return bytes() > LIMIT_BYTES;
  }

  /// Names and sizes of the largest variables; never a value.
  String largest() {
    return variables.keySet().stream()
        .sorted(Comparator.comparingInt(this::entry).reversed())
        .limit(SHOWN)
        .map(name -> name + " " + entry(name))
        .collect(Collectors.joining(", "));
  }

  /// `"name":"value"`.
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
