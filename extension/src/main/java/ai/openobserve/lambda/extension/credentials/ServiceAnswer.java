package ai.openobserve.lambda.extension.credentials;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// What
/// [GetSecretValue](https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html)
/// and
/// [GetParameter](https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html)
/// answer. Also what the AWS Parameters and Secrets extension answers, which passes it on.
///
/// @param value empty where there is none
/// @param error the type of an error, without its namespace; empty where there is none
/// @param message of the error
record ServiceAnswer(String value, String error, String message) {
  private static final JsonFactory JSON = new JsonFactory();

  /// Reads as much as is JSON.
  static ServiceAnswer of(byte[] body) {
    Reading reading = new Reading();
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), body)) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        reading.members(parser);
      }
    } catch (JacksonException e) {
      // A proxy's page, or a cut answer: what came before it counts.
    }
    return new ServiceAnswer(reading.value, reading.error, reading.message);
  }

  @Override
  public String toString() {
    return error.isEmpty() ? "(hidden)" : error + ": " + message;
  }

  private static final class Reading {
    private String value = "";
    private String error = "";
    private String message = "";

    private void members(JsonParser parser) {
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        JsonToken token = parser.nextToken();
        if (token == JsonToken.START_OBJECT && name.equals("Parameter")) {
          members(parser);
        } else if (token == JsonToken.VALUE_STRING) {
          text(name, parser.getString());
        } else {
          parser.skipChildren();
        }
      }
    }

    private void text(String name, String text) {
      switch (name) {
        case "SecretString", "Value" -> value = text;
        case "SecretBinary" -> value = decoded(text);
        case "__type" -> error = text.substring(text.indexOf('#') + 1);
        case "message", "Message" -> message = text;
        default -> {
          // Names, versions, dates.
        }
      }
    }

    private static String decoded(String base64) {
      try {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
      } catch (IllegalArgumentException e) {
        return "";
      }
    }
  }
}
