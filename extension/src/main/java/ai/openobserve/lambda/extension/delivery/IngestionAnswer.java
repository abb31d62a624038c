package ai.openobserve.lambda.extension.delivery;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// OpenObserve's answer to an ingestion request:
/// `{"code":200,"status":[{"name":"s","successful":3,"failed":0,"error":"…"?}]}`, or, when it
/// refuses, `{"code":401,"message":"…"}`.
///
/// @param hasStatus whether there was a `status` at all
/// @param message the message or the error it carries, or empty
record IngestionAnswer(boolean hasStatus, int successful, int failed, String message) {
  private static final JsonFactory JSON = new JsonFactory();

  /// Reads as much of the text as is JSON.
  static IngestionAnswer of(String text) {
    Reading reading = new Reading();
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        reading.members(parser);
      }
    } catch (JacksonException e) {
      // A proxy's page, or a cut answer: what came before it counts.
    }
    return new IngestionAnswer(
        reading.hasStatus, reading.successful, reading.failed, reading.message);
  }

  private static final class Reading {
    private boolean hasStatus;
    private int successful;
    private int failed;
    private String message = "";

    private void members(JsonParser parser) {
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        switch (name) {
          case "status" -> status(parser, value);
          case "successful" -> successful += count(parser);
          case "failed" -> failed += count(parser);
          case "error", "message" -> {
            if (value == JsonToken.VALUE_STRING && message.isEmpty()) {
              message = parser.getString();
            }
            parser.skipChildren();
          }
          default -> parser.skipChildren();
        }
      }
    }

    /// The parser's own conversion would bring decimals, fractions and their arithmetic into the
    /// executable.
    private static int count(JsonParser parser) {
      String text = parser.getString();
      int point = text.indexOf('.');
      try {
        return Integer.parseInt(point < 0 ? text : text.substring(0, point));
      } catch (NumberFormatException e) {
        return 0;
      }
    }

    private void status(JsonParser parser, JsonToken value) {
      if (value != JsonToken.START_ARRAY) {
        parser.skipChildren();
        return;
      }
      hasStatus = true;
      for (JsonToken item = parser.nextToken();
          item != null && item != JsonToken.END_ARRAY;
          item = parser.nextToken()) {
        if (item == JsonToken.START_OBJECT) {
          members(parser);
        }
      }
    }
  }
}
