package ai.openobserve.lambda.extension.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// The shape of records, and what is added to them.
///
/// @param fields added to every record, in order: `service_name`, `env`, tags
/// @param ids whether every record gets an id
public record RecordOptions(RecordShape shape, Map<String, String> fields, boolean ids) {
  private static final int MOST_TAGS = 50;
  private static final int LONGEST_TEXT = 256;

  /// Names that a tag may not have: records already have them, or OpenObserve reserves them.
  private static final Set<String> RESERVED =
      Set.of(
          "_timestamp",
          "_o2_id",
          "_original",
          "_all_values",
          "time",
          "type",
          "record",
          "record_id",
          "requestid",
          "message",
          "level",
          "function_name",
          "function_version",
          "region",
          "memory_size_mb",
          "architecture",
          "service_name",
          "operation_name",
          "env");

  public RecordOptions {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  static RecordOptions read(VariableReader variables) {
    Map<String, String> fields = new LinkedHashMap<>();
    String service = text(variables, "O2_SERVICE");
    // It belongs to the user's function, so it is never an error here.
    String otel = variables.text("OTEL_SERVICE_NAME");
    if (!service.isEmpty()) {
      fields.put("service_name", service);
    } else if (otel != null && otel.length() <= LONGEST_TEXT) {
      fields.put("service_name", otel);
    }
    String env = text(variables, "O2_ENV");
    if (!env.isEmpty()) {
      fields.put("env", env);
    }
    tags(variables, fields);
    return new RecordOptions(
        variables.choice("O2_RECORD_SHAPE", RecordShape.RECORD),
        fields,
        variables.flag("O2_RECORD_ID", false));
  }

  private static String text(VariableReader variables, String name) {
    String value = variables.text(name);
    if (value == null) {
      return "";
    }
    if (value.length() > LONGEST_TEXT) {
      variables.error(
          name
              + " is '"
              + VariableReader.shown(value)
              + "': expected at most "
              + LONGEST_TEXT
              + " characters");
    }
    return value;
  }

  private static void tags(VariableReader variables, Map<String, String> fields) {
    String value = variables.text("O2_TAGS");
    if (value == null) {
      return;
    }
    int tags = 0;
    int start = 0;
    while (start <= value.length()) {
      int comma = value.indexOf(',', start);
      int end = comma < 0 ? value.length() : comma;
      String tag = value.substring(start, end).strip();
      String problem =
          tags++ == MOST_TAGS ? "has more than " + MOST_TAGS + " tags" : add(tag, fields);
      if (!problem.isEmpty()) {
        variables.error(
            "O2_TAGS "
                + problem
                + ": expected 'key:value,key:value', keys of lower-case letters, digits and '_'");
        return;
      }
      start = end + 1;
    }
  }

  /// Adds the tag. Returns what is wrong with it, or an empty string.
  private static String add(String tag, Map<String, String> fields) {
    int colon = tag.indexOf(':');
    String key = colon < 0 ? tag : tag.substring(0, colon).strip();
    String value = colon < 0 ? "" : tag.substring(colon + 1).strip();
    if (colon <= 0 || value.isEmpty() || value.length() > LONGEST_TEXT) {
      return "has '" + VariableReader.shown(tag) + "', which is not a key and a value";
    }
    if (!isKey(key)) {
      return "has the key '" + VariableReader.shown(key) + "'";
    }
    if (RESERVED.contains(key)) {
      return "has the key '" + key + "', which every record already has";
    }
    return fields.put(key, value) == null ? "" : "has the key '" + key + "' twice";
  }

  private static boolean isKey(String key) {
    boolean valid = !key.isEmpty() && key.length() <= 64;
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      valid &= (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    }
    return valid;
  }
}
