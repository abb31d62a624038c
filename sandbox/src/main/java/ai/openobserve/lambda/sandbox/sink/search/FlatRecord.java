package ai.openobserve.lambda.sandbox.sink.search;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// A record as OpenObserve stores it: its members become columns, objects down to the third level
/// are flattened, arrays and deeper levels are turned into text, nulls are dropped.
///
/// @param columns by name, in lower case with `_` for all characters but letters and digits; a
///   value is a String, a Long, a Double or a Boolean
public record FlatRecord(long timestamp, Map<String, Object> columns) {
  private static final int LEVELS = 3;

  /// Copies the map.
  public FlatRecord {
    columns = Map.copyOf(columns);
  }

  /// Flattens a record.
  ///
  /// @param timestamp microseconds since the epoch
  public static FlatRecord of(long timestamp, JsonNode record) {
    var columns = new LinkedHashMap<String, Object>();
    add(columns, "", record, 0);
    columns.put("_timestamp", timestamp);
    return new FlatRecord(timestamp, columns);
  }

  private static void add(Map<String, Object> columns, String prefix, JsonNode object, int level) {
    for (var member : object.properties()) {
      var name = prefix + columnName(member.getKey());
      var value = member.getValue();
      if (value.isObject() && level + 1 < LEVELS) {
        add(columns, name + "_", value, level + 1);
      } else if (!value.isNull()) {
        columns.put(name, scalar(value));
      }
    }
  }

  private static String columnName(String name) {
    return name.replaceAll("[^a-zA-Z0-9_]", "_").toLowerCase(Locale.ROOT);
  }

  private static Object scalar(JsonNode value) {
    if (value.isBoolean()) {
      return value.booleanValue();
    }
    if (value.isNumber()) {
      return value.isIntegralNumber() && value.canConvertToLong()
          ? (Object) value.longValue()
          : (Object) value.doubleValue();
    }
    return value.isString() ? value.stringValue() : value.toString();
  }
}
