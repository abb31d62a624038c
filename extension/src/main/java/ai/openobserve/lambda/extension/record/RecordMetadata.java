package ai.openobserve.lambda.extension.record;

import ai.openobserve.lambda.extension.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What every record says about its function: the end of each record's JSON, created once.
public final class RecordMetadata {
  static final List<String> FUNCTION_NAMES =
      List.of("function_name", "function_version", "region", "memory_size_mb", "architecture");

  /// Records without metadata.
  public static final RecordMetadata NONE = new RecordMetadata("", List.of());

  private final String text;
  private final byte[] json;
  private final List<String> names;

  private RecordMetadata(String json, List<String> names) {
    this.text = json;
    this.json = json.getBytes(StandardCharsets.UTF_8);
    this.names = List.copyOf(names);
  }

  /// From Lambda's own variables; one that is not set adds no field.
  public static RecordMetadata of(
      @Nullable String functionName,
      @Nullable String functionVersion,
      @Nullable String region,
      @Nullable String memorySizeMb,
      String architecture) {
    StringBuilder json = new StringBuilder();
    text(json, "function_name", functionName);
    text(json, "function_version", functionVersion);
    text(json, "region", region);
    if (memorySizeMb != null && !memorySizeMb.isEmpty() && isNumber(memorySizeMb)) {
      json.append(",\"memory_size_mb\":").append(memorySizeMb);
    }
    text(json, "architecture", architecture);
    return new RecordMetadata(json.toString(), FUNCTION_NAMES);
  }

  /// The same, followed by these fields.
  public RecordMetadata and(Map<String, String> fields) {
    StringBuilder more = new StringBuilder(text);
    List<String> allNames = new ArrayList<>(names);
    for (Map.Entry<String, String> field : fields.entrySet()) {
      text(more, field.getKey(), field.getValue());
      allNames.add(field.getKey());
    }
    return new RecordMetadata(more.toString(), allNames);
  }

  private static void text(StringBuilder json, String name, @Nullable String value) {
    if (value == null || value.isEmpty()) {
      return;
    }
    json.append(",\"").append(name).append("\":\"");
    JsonText.append(json, value);
    json.append('"');
  }

  private static boolean isNumber(String text) {
    return text.length() < 10
        && text.charAt(0) != '0'
        && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /// The names that are ours, including those of function fields that are not set.
  List<String> names() {
    return names;
  }

  /// Members of a JSON object, each preceded by a comma. Callers must not change the array.
  public byte[] json() {
    return json;
  }
}
