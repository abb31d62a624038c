package ai.openobserve.lambda.extension.credentials;

import ai.openobserve.lambda.extension.json.JsonFields;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// The response of
/// [GetSecretValue](https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html)
/// or
/// [GetParameter](https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html)
/// (the AWS Parameters and Secrets extension passes it on).
///
/// @param value empty if there is none
/// @param error the type of an error, without its namespace; empty if there is none
/// @param message of the error
record ServiceAnswer(String value, String error, String message) {
  /// Reads as much as is JSON: nothing of a proxy's page, and a truncated response up to the cut.
  static ServiceAnswer of(byte[] body) {
    Reading reading = new Reading();
    reading.members(JsonFields.of(body));
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

    private void members(JsonFields fields) {
      while (fields.next()) {
        if (fields.name().equals("Parameter")) {
          parameter(fields.object());
        } else if (fields.isText()) {
          text(fields.name(), fields.text());
        }
      }
    }

    private void parameter(JsonFields fields) {
      while (fields.next()) {
        if (fields.isText()) {
          text(fields.name(), fields.text());
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
