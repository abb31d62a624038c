package ai.openobserve.lambda.extension.health;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// What the check wants to know of an answer of OpenObserve.
final class JsonAnswer {
  private static final JsonFactory JSON = new JsonFactory();

  private JsonAnswer() {}

  /// The texts in the first array of this name, at whatever depth, with a mark for each element
  /// that is no text; empty where there is none.
  static List<String> list(String text, String name) {
    List<String> elements = new ArrayList<>();
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.PROPERTY_NAME
            && parser.currentName().equals(name)
            && parser.nextToken() == JsonToken.START_ARRAY) {
          elements(parser, elements);
          return elements;
        }
      }
    } catch (JacksonException e) {
      // A cut answer: what came before counts.
    }
    return elements;
  }

  private static void elements(JsonParser parser, List<String> elements) {
    for (JsonToken token = parser.nextToken();
        token != null && token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      elements.add(token == JsonToken.VALUE_STRING ? parser.getString() : "");
      parser.skipChildren();
    }
  }
}
