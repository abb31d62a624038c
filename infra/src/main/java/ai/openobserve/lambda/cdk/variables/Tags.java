package ai.openobserve.lambda.cdk.variables;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What tags may look like: `key:value,key:value`.
final class Tags {
  static final int LONGEST_TEXT = 256;

  private static final String ALLOWED =
      "'key:value,key:value', keys of lower-case letters, digits and '_' (this one ";
  private static final Pattern KEY = Pattern.compile("[a-z0-9_]{1,64}");
  private static final int MOST = 50;

  /// Fields that every record has, or that OpenObserve reserves.
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

  private Tags() {}

  /// What is allowed instead, or null if the tags are valid. Empty text counts as not set.
  static @Nullable String problem(String tags) {
    Set<String> keys = new HashSet<>();
    for (String tag : tags.isEmpty() ? new String[0] : tags.split(",", -1)) {
      String problem = problem(tag.strip(), keys);
      if (problem != null) {
        return ALLOWED + problem + ")";
      }
    }
    return null;
  }

  private static @Nullable String problem(String tag, Set<String> keys) {
    if (keys.size() == MOST) {
      return "has more than " + MOST + " tags";
    }
    int colon = tag.indexOf(':');
    String key = colon < 0 ? tag : tag.substring(0, colon).strip();
    String value = colon < 0 ? "" : tag.substring(colon + 1).strip();
    if (colon <= 0 || value.isEmpty() || value.length() > LONGEST_TEXT) {
      return "has '" + Rules.shown(tag) + "', which is not a key and a value";
    }
    if (!KEY.matcher(key).matches()) {
      return "has the key '" + Rules.shown(key) + "'";
    }
    if (RESERVED.contains(key)) {
      return "has the key '" + key + "', which every record already has";
    }
    return keys.add(key) ? null : "has the key '" + key + "' twice";
  }
}
