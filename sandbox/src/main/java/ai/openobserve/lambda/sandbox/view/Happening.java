package ai.openobserve.lambda.sandbox.view;

import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Something that the page shows.
///
/// @param number counts them, from 1
/// @param time when it happened
/// @param function in whose sandbox; empty for the sink's
sealed interface Happening {
  long number();

  Instant time();

  ObjectNode json();

  /// A step of the life cycle, in the words of the sandbox's trail.
  record Step(long number, Instant time, String function, String what) implements Happening {
    @Override
    public ObjectNode json() {
      return start(this, "step").put("function", function).put("what", what);
    }
  }

  /// A batch of telemetry that the extension was sent.
  record Telemetry(long number, Instant time, String function, int items, long tookMs)
      implements Happening {
    @Override
    public ObjectNode json() {
      return start(this, "telemetry")
          .put("function", function)
          .put("items", items)
          .put("tookMs", tookMs);
    }
  }

  /// A request that the sink has answered, or not.
  record Request(long number, Instant time, int status, int records, int stored, long tookMs)
      implements Happening {
    @Override
    public ObjectNode json() {
      return start(this, "request")
          .put("status", status)
          .put("records", records)
          .put("stored", stored)
          .put("tookMs", tookMs);
    }
  }

  /// A record that the sink has stored.
  record Stored(long number, Instant time, String function, JsonNode record) implements Happening {
    @Override
    public ObjectNode json() {
      var content = record.path("record");
      return start(this, "record")
          .put("function", record.path("function_name").asString(function))
          .put("type", record.path("type").asString(""))
          .put(
              "request",
              record.path("requestId").asString(content.path("requestId").asString("")))
          .put("written", record.path("time").asString(""))
          .put("text", content.isString() ? content.stringValue() : content.toString());
    }
  }

  private static ObjectNode start(Happening happening, String kind) {
    return JsonMapper.shared()
        .createObjectNode()
        .put("number", happening.number())
        .put("kind", kind)
        .put("ms", happening.time().toEpochMilli());
  }
}
