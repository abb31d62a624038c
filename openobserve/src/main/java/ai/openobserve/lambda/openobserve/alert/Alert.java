package ai.openobserve.lambda.openobserve.alert;

import ai.openobserve.lambda.openobserve.stream.RecordShape;
import ai.openobserve.lambda.openobserve.stream.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// An alert on a stream: it fires when its query has a row.
///
/// @param source what it asks
/// @param needs the columns that appear with the first record of a kind only
public record Alert(
    String name,
    String description,
    Source source,
    String sql,
    List<String> needs,
    int periodMinutes,
    int frequencyMinutes,
    int silenceMinutes) {

  /// Copies its list.
  public Alert {
    needs = List.copyOf(needs);
  }

  /// All of them, for a stream whose records have this shape.
  public static List<Alert> all(String stream, RecordShape shape) {
    try (var in = Alert.class.getResourceAsStream("alerts.json")) {
      return JsonMapper.shared()
          .readTree(Objects.requireNonNull(in))
          .valueStream()
          .map(json -> read(json, stream, shape))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Alert read(JsonNode json, String stream, RecordShape shape) {
    var source = Source.of(json, stream);
    // Metrics are those of all streams: another set-up finds the same alerts.
    var of = source.type().equals("logs") ? stream : source.type();
    return new Alert(
        "lambda_%s_%s".formatted(of, json.path("name").stringValue()),
        json.path("description").stringValue(),
        source,
        shape.resolve(json.path("sql").stringValue()).replace("{stream}", stream),
        json.path("needs").valueStream().map(n -> shape.resolve(n.stringValue())).toList(),
        json.path("periodMinutes").intValue(),
        json.path("frequencyMinutes").intValue(),
        json.path("silenceMinutes").intValue());
  }

  /// As both forms of the API take it. The description ends with a mark that names this very
  /// definition.
  ObjectNode json(String destination) {
    var json =
        JsonMapper.shared()
            .createObjectNode()
            .put("name", name)
            .put("stream_type", source.type())
            .put("stream_name", source.stream())
            .put("is_real_time", false)
            .put("enabled", true);
    json.putObject("query_condition").put("type", "sql").put("sql", sql);
    json.putObject("trigger_condition")
        .put("period", periodMinutes)
        .put("operator", ">=")
        .put("threshold", 1)
        .put("frequency", frequencyMinutes)
        .put("frequency_type", "minutes")
        .put("silence", silenceMinutes);
    json.putArray("destinations").add(destination);
    return json.put("description", "%s [o2-lambda-layer %s]".formatted(description, mark(json)));
  }

  private static String mark(ObjectNode json) {
    var sum = new CRC32();
    sum.update(json.toString().getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().toHexDigits((int) sum.getValue());
  }
}
