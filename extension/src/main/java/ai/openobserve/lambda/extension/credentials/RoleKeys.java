package ai.openobserve.lambda.extension.credentials;

import ai.openobserve.lambda.extension.config.AwsKeys;
import ai.openobserve.lambda.extension.config.RoleSource;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// The current keys of the function's role.
record RoleKeys(RoleSource source, Exchange exchange, Duration timeout) {
  private static final JsonFactory JSON = new JsonFactory();

  AwsKeys current() throws IOException {
    return switch (source) {
      case RoleSource.Environment(AwsKeys keys) -> keys;
      case RoleSource.Container container -> ask(container);
    };
  }

  /// See the [container credential
  /// provider](https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html).
  private AwsKeys ask(RoleSource.Container container) throws IOException {
    String authorization = container.authorization().header();
    Map<String, String> headers =
        authorization.isEmpty() ? Map.of() : Map.of("Authorization", authorization);
    Exchange.Answer answer =
        exchange.make(new Exchange.Request("GET", container.url(), headers, "", true, timeout));
    try {
      if (answer.status() != 200) {
        throw new IOException(
            "AWS_CONTAINER_CREDENTIALS_FULL_URI answered status " + answer.status());
      }
      return keys(answer.body());
    } finally {
      answer.erase();
    }
  }

  private static AwsKeys keys(byte[] body) throws IOException {
    String id = "";
    String secret = "";
    String token = "";
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), body)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        String text = parser.nextToken() == JsonToken.VALUE_STRING ? parser.getString() : "";
        switch (name) {
          case "AccessKeyId" -> id = text;
          case "SecretAccessKey" -> secret = text;
          case "Token" -> token = text;
          default -> parser.skipChildren();
        }
      }
    } catch (JacksonException e) {
      // The text is left out: it may have been a key.
      throw new IOException("the answer of AWS_CONTAINER_CREDENTIALS_FULL_URI is not JSON");
    }
    if (id.isEmpty() || secret.isEmpty()) {
      throw new IOException("the answer of AWS_CONTAINER_CREDENTIALS_FULL_URI has no keys");
    }
    return new AwsKeys(id, secret, token);
  }
}
