package ai.openobserve.lambda.extension.lambda;

import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// The top-level scalar fields of a JSON object, as far as the text is JSON: emulators answer what
/// is not, and what could be read up to there is used.
final class JsonFields {
  private static final JsonFactory JSON = new JsonFactory();

  private JsonFields() {}

  static Map<String, String> of(String text) {
    Map<String, String> fields = new HashMap<>();
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return fields;
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (value != null && value.isScalarValue() && name != null) {
          fields.put(name, parser.getString());
        } else {
          parser.skipChildren();
        }
      }
    } catch (JacksonException e) {
      // As far as it goes.
    }
    return fields;
  }
}
