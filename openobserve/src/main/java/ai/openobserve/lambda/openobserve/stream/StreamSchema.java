package ai.openobserve.lambda.openobserve.stream;

import ai.openobserve.lambda.openobserve.api.Answer;
import ai.openobserve.lambda.openobserve.api.OpenObserve;
import ai.openobserve.lambda.openobserve.api.SetUpFailed;
import ai.openobserve.lambda.openobserve.api.Target;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A stream's columns and settings.
///
/// @param columns their types as OpenObserve names them (`Utf8`, `Int64`, `Float64`), by name
/// @param fullTextKeys the columns that full-text search looks into, beside the server's defaults
/// @param records how many there are, by the server's statistics, which may be late
public record StreamSchema(
    String stream, Map<String, String> columns, List<String> fullTextKeys, long records) {

  /// Copies its collections.
  public StreamSchema {
    columns = Map.copyOf(columns);
    fullTextKeys = List.copyOf(fullTextKeys);
  }

  /// Reads it.
  ///
  /// @throws SetUpFailed if the stream has no data yet, or cannot be read
  public static StreamSchema read(OpenObserve server) throws SetUpFailed {
    var stream = server.target().stream();
    var answer = server.get("streams/" + Target.encoded(stream) + "/schema?type=logs");
    if (answer.status() == 404 || answer.status() == 400) {
      throw new SetUpFailed(
          ("Stream %s has no data yet (status %d: %s): invoke a function that sends to it, then run this again;"
                  + " check STREAM, which is the function's O2_STREAM")
              .formatted(stream, answer.status(), answer.excerpt()));
    }
    if (!answer.ok()) {
      throw answer.failure();
    }
    return read(stream, answer);
  }

  private static StreamSchema read(String stream, Answer answer) throws SetUpFailed {
    var json = answer.json();
    var columns = new TreeMap<String, String>();
    json.path("schema")
        .valueStream()
        .forEach(column ->
            columns.put(column.path("name").asString(""), column.path("type").asString("")));
    return new StreamSchema(
        stream,
        columns,
        json.path("settings")
            .path("full_text_search_keys")
            .valueStream()
            .map(key -> key.asString(""))
            .toList(),
        json.path("stats").path("doc_num").asLong(0));
  }

  /// How records of this stream are shaped.
  public RecordShape shape() {
    return RecordShape.of(columns.keySet());
  }

  boolean isText(String column) {
    return columns.getOrDefault(column, "").contains("Utf8");
  }
}
