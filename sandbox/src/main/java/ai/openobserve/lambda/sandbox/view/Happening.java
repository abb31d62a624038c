package ai.openobserve.lambda.sandbox.view;

import ai.openobserve.lambda.sandbox.model.PhaseEvent;
import ai.openobserve.lambda.sandbox.model.TelemetryPost;
import ai.openobserve.lambda.sandbox.sink.SinkAnswer;
import ai.openobserve.lambda.sandbox.sink.StoredRecord;
import java.time.Instant;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Something that the page shows.
sealed interface Happening {

  /// Its JSON for the page.
  ObjectNode json();

  /// A phase of a sandbox begins or ends.
  record Step(String function, PhaseEvent event) implements Happening {
    @Override
    public ObjectNode json() {
      var json =
          at("phase", event.time())
              .put("function", function)
              .put("phase", event.phase().name().toLowerCase(Locale.ROOT))
              .put("request", event.requestId());
      return switch (event) {
        case PhaseEvent.Began _ -> json.put("step", "began");
        case PhaseEvent.RuntimeDone _ -> json.put("step", "done");
        case PhaseEvent.Ended ended -> json.put("step", "ended").put("outcome", ended.outcome());
      };
    }
  }

  /// A batch of telemetry sent to the extension.
  record Telemetry(String function, TelemetryPost post) implements Happening {
    @Override
    public ObjectNode json() {
      return at("telemetry", post.time())
          .put("function", function)
          .put("items", post.items())
          .put("tookMs", post.took().toNanos() / 1e6);
    }
  }

  /// A request to the sink, answered or not.
  record Request(SinkAnswer answer) implements Happening {
    /// Whether it carried records, unlike a search or a health check.
    boolean isDelivery() {
      return answer.method().equals("POST")
          && (answer.path().endsWith("/_json") || answer.path().contains("/v1/"));
    }

    /// Whether all of its records were stored. A portal answers 200 too, and stores nothing.
    boolean succeeded() {
      return answer.status() == 200 && answer.stored() > 0 && answer.stored() == answer.records();
    }

    @Override
    public ObjectNode json() {
      return at("request", answer.started())
          .put("failed", !succeeded())
          .put("records", answer.records())
          .put("tookMs", answer.took().toNanos() / 1e6);
    }
  }

  /// A record that the sink stored, in either shape.
  record Stored(StoredRecord stored) implements Happening {
    @Override
    public ObjectNode json() {
      var record = stored.node();
      var content = content(record);
      return at("record", Instant.EPOCH)
          .put("function", record.path("function_name").asString(""))
          .put("type", stored.type())
          .put("request", requestId(record, content))
          .put("written", record.path("time").asString(""))
          .put("text", content.isString() ? content.stringValue() : content.toString());
    }

    private static JsonNode content(JsonNode record) {
      if (record.has("record")) {
        return record.path("record");
      }
      return record.has("message") ? record.path("message") : record;
    }

    private static String requestId(JsonNode record, JsonNode content) {
      return record.path("requestId").asString(content.path("requestId").asString(""));
    }
  }

  private static ObjectNode at(String kind, Instant time) {
    return JsonMapper.shared()
        .createObjectNode()
        .put("kind", kind)
        .put("ms", time.getEpochSecond() * 1e3 + time.getNano() / 1e6);
  }
}
