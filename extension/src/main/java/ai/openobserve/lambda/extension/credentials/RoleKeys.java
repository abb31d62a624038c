package ai.openobserve.lambda.extension.credentials;

import ai.openobserve.lambda.extension.config.AwsKeys;
import ai.openobserve.lambda.extension.config.RoleSource;
import ai.openobserve.lambda.extension.json.JsonFields;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/// The current keys of the function's role.
record RoleKeys(RoleSource source, Exchange exchange, Duration timeout) {
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
    JsonFields fields = JsonFields.of(body);
    while (fields.next()) {
      switch (fields.name()) {
        case "AccessKeyId" -> id = fields.text();
        case "SecretAccessKey" -> secret = fields.text();
        case "Token" -> token = fields.text();
        default -> {
          // The role and the keys' expiration are not needed.
        }
      }
    }
    if (!fields.isWhole()) {
      // The text is left out: it may contain a key.
      throw new IOException("the answer of AWS_CONTAINER_CREDENTIALS_FULL_URI is not JSON");
    }
    if (id.isEmpty() || secret.isEmpty()) {
      throw new IOException("the answer of AWS_CONTAINER_CREDENTIALS_FULL_URI has no keys");
    }
    return new AwsKeys(id, secret, token);
  }
}
