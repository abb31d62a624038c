package ai.openobserve.lambda.sandbox.sink;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A record that the sink stored.
///
/// @param json the record exactly as it was sent
/// @param timestamp `_timestamp`, microseconds since the epoch; the time of arrival if the record
///   had none
public record StoredRecord(String organization, String stream, String json, long timestamp) {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  /// The parsed record.
  public JsonNode node() {
    return MAPPER.readTree(json);
  }

  /// Its `type` field, such as `function`, `extension` or `platform.start`; empty if it has none.
  public String type() {
    return node().path("type").asString("");
  }

  /// What was logged: the record's `record` field, without its final newline if it is a string,
  /// otherwise as JSON.
  public String message() {
    JsonNode record = node().path("record");
    if (!record.isString()) {
      return record.toString();
    }
    String text = record.stringValue();
    return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
  }

  @Override
  public String toString() {
    return json;
  }
}
