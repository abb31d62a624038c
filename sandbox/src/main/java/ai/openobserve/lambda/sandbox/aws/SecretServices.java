package ai.openobserve.lambda.sandbox.aws;

import ai.openobserve.lambda.sandbox.internal.http.ConnectionCut;
import ai.openobserve.lambda.sandbox.internal.http.HttpAnswer;
import ai.openobserve.lambda.sandbox.internal.http.HttpExchange;
import ai.openobserve.lambda.sandbox.internal.http.HttpFront;
import ai.openobserve.lambda.sandbox.internal.model.RoleKeys;
import ai.openobserve.lambda.sandbox.journal.Journal;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// [Secrets
/// Manager](https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html)
/// and [Parameter
/// Store](https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html)
/// for tests: they verify signatures and answer as AWS does, and fail on demand.
///
/// Thread-safe; its monitor guards the faults.
public final class SecretServices implements AutoCloseable {
  private static final JsonMapper MAPPER = JsonMapper.shared();
  private static final String REGION = "eu-west-1";

  private final InstantSource clock;
  private final HttpFront front;
  private final Vault vault = new Vault(REGION);
  private final Journal<AwsRequest> requests = new Journal<>("requests for secrets");
  private boolean expired;
  private @Nullable AwsError failing;
  private CountDownLatch held = new CountDownLatch(0);

  private SecretServices(InstantSource clock) throws IOException {
    this.clock = clock;
    this.front = new HttpFront(HttpFront.Settings.plain(0), this::handle);
  }

  /// Starts both services on a free port.
  public static SecretServices start() throws IOException {
    return start(InstantSource.system());
  }

  /// Starts both services; this clock decides whether signatures are valid.
  public static SecretServices start(InstantSource clock) throws IOException {
    return new SecretServices(clock);
  }

  /// The value of `AWS_ENDPOINT_URL`.
  public String url() {
    return "http://127.0.0.1:" + front.port();
  }

  /// The credentials of the role of every sandbox's function, which must never appear in any
  /// output.
  public static List<String> roleSecrets() {
    return List.of(RoleKeys.SANDBOX.secretAccessKey(), RoleKeys.SANDBOX.sessionToken());
  }

  /// The variables that give a process outside a sandbox that role and this endpoint.
  public Map<String, String> environment() {
    return Map.of(
        "AWS_ENDPOINT_URL", url(),
        "AWS_REGION", REGION,
        "AWS_ACCESS_KEY_ID", RoleKeys.SANDBOX.accessKeyId(),
        "AWS_SECRET_ACCESS_KEY", RoleKeys.SANDBOX.secretAccessKey(),
        "AWS_SESSION_TOKEN", RoleKeys.SANDBOX.sessionToken());
  }

  /// Stores a secret or replaces its value, and returns its ARN.
  public String secret(String name, String value) {
    return vault.secret(name, value);
  }

  /// Schedules a secret for deletion.
  public void delete(String name) {
    vault.delete(name);
  }

  /// Stores a parameter or replaces its value, and returns its ARN.
  public String parameter(String name, String value) {
    return vault.parameter(name, value);
  }

  /// Every request that was answered, including rejected ones.
  public Journal<AwsRequest> requests() {
    return requests;
  }

  /// Lets the role's credentials expire, or renews them under the same keys.
  public synchronized void credentialsExpired(boolean value) {
    expired = value;
  }

  /// Answers every request with this error from now on, whether or not its signature is valid.
  public synchronized void fail(AwsError error) {
    failing = error;
  }

  /// Works normally again, and answers the requests that are hanging.
  public synchronized void recover() {
    failing = null;
    held.countDown();
  }

  /// Answers nothing from now on, until [#recover].
  public synchronized void hang() {
    held = new CountDownLatch(1);
  }

  private synchronized CountDownLatch held() {
    return held;
  }

  private synchronized Optional<AwsError> failure() {
    return Optional.ofNullable(failing);
  }

  private synchronized boolean expired() {
    return expired;
  }

  private HttpAnswer handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.body().readAllBytes();
    try {
      held().await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConnectionCut("closed");
    }
    String target = exchange.header("X-Amz-Target");
    Optional<AwsError> refusal = failure().or(() -> unsigned(exchange, target, body));
    if (refusal.isPresent()) {
      return refused(target, "", refusal.get());
    }
    try {
      return answer(target, MAPPER.readTree(body));
    } catch (JacksonException e) {
      return refused(target, "", AwsError.of("SerializationException", "not JSON"));
    }
  }

  private Optional<AwsError> unsigned(HttpExchange exchange, String target, byte[] body) {
    String service = target.startsWith("AmazonSSM.") ? "ssm" : "secretsmanager";
    return new SignatureCheck(REGION, service, RoleKeys.SANDBOX, expired())
        .refusal(exchange.method(), exchange.path(), exchange.headers(), body, clock.instant());
  }

  private HttpAnswer answer(String target, JsonNode request) {
    return switch (target) {
      case "secretsmanager.GetSecretValue" ->
          answer(target, request.path("SecretId").asString(""), vault::secretValue);
      case "AmazonSSM.GetParameter" -> {
        boolean decrypted = request.path("WithDecryption").asBoolean(false);
        yield answer(
            target, request.path("Name").asString(""), id -> vault.parameterValue(id, decrypted));
      }
      default -> refused(target, "", AwsError.of("UnknownOperationException", ""));
    };
  }

  private HttpAnswer answer(String target, String id, Vault.Lookup lookup) {
    return switch (lookup.find(id)) {
      case Vault.Found.Value(String json) -> {
        requests.append(new AwsRequest(target, id, ""));
        yield HttpAnswer.json(200, json);
      }
      case Vault.Found.Nothing(AwsError error) -> refused(target, id, error);
    };
  }

  private HttpAnswer refused(String target, String id, AwsError error) {
    requests.append(new AwsRequest(target, id, error.type()));
    return error.answer();
  }

  /// Closes the port and cuts every connection. Idempotent.
  @Override
  public void close() {
    recover();
    front.close();
  }
}
