package ai.openobserve.lambda.extension.credentials;

import ai.openobserve.lambda.extension.config.AwsKeys;
import ai.openobserve.lambda.extension.config.SecretReference;
import ai.openobserve.lambda.extension.config.SecretSource;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the secret or parameter: from the AWS Parameters and Secrets extension if that is enabled
/// and available, else from the service itself. Thread-safe.
public final class SecretClient {
  /// A service in the same Region answers within tenths of a second.
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final SecretSource source;
  private final SecretReference reference;
  private final Exchange exchange;
  private final RoleKeys role;
  private final InstantSource wall;

  public SecretClient(SecretSource source, Exchange exchange, InstantSource wall) {
    this.source = source;
    this.reference = source.reference();
    this.exchange = exchange;
    this.role = new RoleKeys(source.role(), exchange, TIMEOUT);
    this.wall = wall;
  }

  String variable() {
    return reference.service().variable();
  }

  /// What is read, and from where.
  @Override
  public String toString() {
    return reference + " at " + source.endpoint();
  }

  Reading read() {
    AwsKeys keys;
    try {
      keys = role.current();
    } catch (IOException e) {
      return new Reading.Failure("the function's role has no credentials: " + e.getMessage());
    }
    Reading local = askLocalExtension(keys);
    return local == null ? askService(keys) : local;
  }

  /// Null if it is not there or not enabled.
  private @Nullable Reading askLocalExtension(AwsKeys keys) {
    URI extension = source.localExtension();
    if (extension == null) {
      return null;
    }
    String path =
        switch (reference.service()) {
          case SECRETS_MANAGER -> "/secretsmanager/get?secretId=" + queryValue(reference.id());
          case PARAMETER_STORE ->
              "/systemsmanager/parameters/get?withDecryption=true&name="
                  + queryValue(reference.id());
        };
    Map<String, String> headers = Map.of("X-Aws-Parameters-Secrets-Token", keys.sessionToken());
    try {
      return reading(
          exchange.make(
              new Exchange.Request(
                  "GET", URI.create(extension + path), headers, "", true, TIMEOUT)));
    } catch (IOException e) {
      return null;
    }
  }

  private Reading askService(AwsKeys keys) {
    String body = body();
    URI url = URI.create(source.endpoint() + "/");
    Map<String, String> headers =
        Map.of("Content-Type", "application/x-amz-json-1.1", "X-Amz-Target", target());
    Map<String, String> signed =
        new Signer(reference.region(), reference.service().code())
            .sign(keys, wall.instant(), "POST", url, headers, body);
    try {
      return reading(
          exchange.make(new Exchange.Request("POST", url, signed, body, false, TIMEOUT)));
    } catch (IOException e) {
      return new Reading.Failure(noAnswer(e));
    }
  }

  private String target() {
    return switch (reference.service()) {
      case SECRETS_MANAGER -> "secretsmanager.GetSecretValue";
      case PARAMETER_STORE -> "AmazonSSM.GetParameter";
    };
  }

  /// Names and ARNs contain no character that JSON would escape.
  private String body() {
    return switch (reference.service()) {
      case SECRETS_MANAGER -> "{\"SecretId\":\"" + reference.id() + "\"}";
      case PARAMETER_STORE -> "{\"Name\":\"" + reference.id() + "\",\"WithDecryption\":true}";
    };
  }

  private Reading reading(Exchange.Answer answer) {
    try {
      ServiceAnswer read = ServiceAnswer.of(answer.body());
      if (answer.status() != 200) {
        return new Reading.Failure(new Refusal(reference, answer.status(), read).sentence());
      }
      return read.value().isEmpty()
          ? new Reading.Failure("it has no value. Store one")
          : HeaderValue.of(read.value(), reference.key(), variable());
    } finally {
      answer.erase();
    }
  }

  private String noAnswer(IOException e) {
    String what =
        e instanceof InterruptedIOException
            ? "did not answer within " + TIMEOUT.toSeconds() + " s"
            : "cannot be reached ("
                + (e.getMessage() == null ? e.toString() : e.getMessage())
                + ")";
    return source.endpoint()
        + " "
        + what
        + ". A function in a VPC needs a NAT gateway or the VPC endpoint com.amazonaws."
        + reference.region()
        + "."
        + reference.service().code();
  }

  /// No other character allowed in a name needs encoding.
  private static String queryValue(String id) {
    return id.replace("+", "%2B").replace("=", "%3D").replace("@", "%40");
  }
}
