package ai.openobserve.lambda.extension;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.sandbox.SandboxBuilder;
import ai.openobserve.lambda.sandbox.aws.AwsError;
import ai.openobserve.lambda.sandbox.aws.AwsRequest;
import ai.openobserve.lambda.sandbox.aws.SecretServices;
import ai.openobserve.lambda.sandbox.model.Flavour;
import ai.openobserve.lambda.sandbox.model.Function;
import ai.openobserve.lambda.sandbox.model.Status;
import ai.openobserve.lambda.sandbox.sink.OpenObserveSink;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The credential read from Secrets Manager or Parameter Store while the function works.
@Timeout(240)
class CredentialsIT {
  private static final String LOGIN = "root@example.com:Complexpass#123";
  private static final String NEW_LOGIN = "root@example.com:An0therOne#456";
  private static final String NEW_HEADER = "Basic cm9vdEBleGFtcGxlLmNvbTpBbjB0aGVyT25lIzQ1Ng==";

  private final SecretServices services;
  private final OpenObserveSink sink = Environment.newSink();

  CredentialsIT() throws IOException {
    services = SecretServices.start();
  }

  @AfterEach
  void close() {
    services.close();
    sink.close();
  }

  /// An environment that knows the credential's place alone.
  private Environment start(String variable, String place, UnaryOperator<SandboxBuilder> settings) {
    return Environment.start(
        sink,
        builder ->
            settings.apply(
                builder
                    .environment("O2_AUTHORIZATION_HEADER", "")
                    .environment("AWS_ENDPOINT_URL", services.url())
                    .environment(variable, place)));
  }

  private Environment startWithSecret(String place, UnaryOperator<SandboxBuilder> settings) {
    return start("O2_AUTHORIZATION_SECRET", place, settings);
  }

  /// Delivers while the function works, so that nothing depends on the end of an invocation.
  private static SandboxBuilder continuous(SandboxBuilder builder) {
    return builder
        .environment("O2_FLUSH_STRATEGY", "continuous")
        .environment("O2_FLUSH_INTERVAL_MS", "50");
  }

  private static void assertDelivered(Environment environment) {
    environment.shutdown();
    assertThat(environment.ledger().isExact()).as(environment.ledger().toString()).isTrue();
    assertThat(environment.ledger().stored()).isPositive();
  }

  @Test
  void deliversWithNothingButASecretsArn() {
    String arn = services.secret("team/openobserve", LOGIN);
    try (Environment environment = startWithSecret(arn, builder -> builder)) {
      assertThat(services.requests().entries()).isEmpty();
      assertThat(environment.sandbox().invoke("one").succeeded()).isTrue();
      assertThat(environment.sandbox().invoke("two").succeeded()).isTrue();

      assertDelivered(environment);
      assertThat(services.requests().entries())
          .containsExactly(new AwsRequest("secretsmanager.GetSecretValue", arn, ""));
      assertThat(environment.linesWith("O2_AUTHORIZATION_SECRET")).isEmpty();
    }
  }

  @Test
  void deliversWithTheKeyOfASecureString() {
    services.parameter("/team/openobserve", "{\"auth\":\"" + sink.authorization() + "\"}");
    try (Environment environment =
        start("O2_AUTHORIZATION_PARAMETER", "/team/openobserve#auth", builder -> builder)) {
      assertThat(environment.sandbox().invoke("one").succeeded()).isTrue();

      assertDelivered(environment);
      assertThat(services.requests().entries())
          .containsExactly(new AwsRequest("AmazonSSM.GetParameter", "/team/openobserve", ""));
    }
  }

  /// A thousand lines a second, in the middle of which the old value is revoked.
  @Test
  void followsARotationUnderLoadWithoutLosingOrDoublingARecord() {
    services.secret("o2", LOGIN);
    Function busy =
        Function.scripted(invocation -> {
          for (int i = 0; i < 100; i++) {
            invocation.log(invocation.payload() + " line " + i);
            if (i % 10 == 0) {
              invocation.take(Duration.ofMillis(10));
            }
          }
          return "";
        });
    try (Environment environment =
        startWithSecret("o2", builder -> continuous(builder).function(busy))) {
      for (int i = 0; i < 40; i++) {
        if (i == 20) {
          sink.awaitRecords(1, Environment.PATIENCE);
          services.secret("o2", NEW_LOGIN);
          sink.rotateAuthorization(NEW_HEADER);
        }
        assertThat(environment.sandbox().invoke("invocation " + i).succeeded()).isTrue();
      }

      assertDelivered(environment);
      assertThat(environment.ledger().printed()).isEqualTo(4000);
      assertThat(sink.answers().entries(answer -> answer.status() == 401)).isNotEmpty();
      assertThat(services.requests().entries()).hasSize(2);
      assertThat(
              environment.linesWith(
                  "INFO O2_AUTHORIZATION_SECRET has a new value, which is used from now on"))
          .hasSize(1);
      assertThat(environment.linesWith("ERROR")).isEmpty();
    }
  }

  /// What keeps a secret from being read, and what repairs it.
  private enum Trouble {
    EXPIRED_CREDENTIALS(
        services -> services.credentialsExpired(true),
        services -> services.credentialsExpired(false),
        "the credentials of the function's role have expired"),
    ACCESS_DENIED(
        services ->
            services.fail(
                AwsError.of(
                    "AccessDeniedException",
                    "User: arn:aws:sts::123456789012:assumed-role/role/function is not authorized"
                        + " to perform: secretsmanager:GetSecretValue")),
        SecretServices::recover,
        "access denied. Grant the function's role secretsmanager:GetSecretValue on"
            + " arn:aws:secretsmanager:eu-west-1:*:secret:o2-??????"),
    THROTTLING(
        services -> services.fail(AwsError.of("ThrottlingException", "Rate exceeded")),
        SecretServices::recover,
        "AWS throttles the requests of this account and Region"),
    SERVICE_DOWN(
        services -> services.fail(new AwsError(500, "InternalServiceError", "")),
        SecretServices::recover,
        "the service has failed with status 500"),
    DELETED(
        services -> services.delete("o2"),
        services -> services.secret("o2", LOGIN),
        "the secret is scheduled for deletion"),
    NO_HEADER(
        services -> services.secret("o2", "just-a-password"),
        services -> services.secret("o2", LOGIN),
        "its value is neither a whole Authorization header ('Basic …') nor user:password"),
    WRONG_KEY(
        services -> services.secret("o2", "{\"auth\":\"x\"}"),
        services -> services.secret("o2", LOGIN),
        "its value is a JSON object. Name the key of the credential");

    private final Consumer<SecretServices> begin;
    private final Consumer<SecretServices> end;
    private final String line;

    Trouble(Consumer<SecretServices> begin, Consumer<SecretServices> end, String line) {
      this.begin = begin;
      this.end = end;
      this.line = line;
    }
  }

  @ParameterizedTest
  @EnumSource(Trouble.class)
  void saysWhatIsWrongKeepsTheRecordsAndGoesOnOnceItIsRepaired(Trouble trouble) {
    services.secret("o2", LOGIN);
    trouble.begin.accept(services);
    CountDownLatch delivered = new CountDownLatch(1);
    sink.records().follow(record -> delivered.countDown());
    Function waits =
        Function.scripted(invocation -> {
          invocation.log(invocation.payload());
          if (invocation.payload().equals("wait")
              && !delivered.await(Environment.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("Nothing was delivered");
          }
          return "";
        });
    try (Environment environment =
        startWithSecret("o2", builder -> continuous(builder).function(waits))) {
      assertThat(environment.sandbox().invoke("one").succeeded()).isTrue();
      services.requests().awaitCount(1, Environment.PATIENCE);
      assertThat(environment.sandbox().invoke("two").succeeded()).isTrue();
      assertThat(sink.requests().entries()).isEmpty();

      trouble.end.accept(services);
      assertThat(environment.sandbox().invoke("wait").succeeded()).isTrue();

      assertDelivered(environment);
      assertThat(
              environment.linesWith(
                  "ERROR O2_AUTHORIZATION_SECRET cannot be read: " + trouble.line))
          .hasSize(1);
      assertThat(environment.linesWith("INFO O2_AUTHORIZATION_SECRET can be read again"))
          .hasSize(1);
    }
  }

  @Test
  void aServiceThatDoesNotAnswerHoldsNoInvocation() {
    services.secret("o2", LOGIN);
    services.hang();
    try (Environment environment =
        startWithSecret(
            "o2",
            builder ->
                builder
                    .environment("O2_FLUSH_STRATEGY", "end")
                    .environment("O2_FLUSH_BUDGET_MS", "100"))) {
      assertThat(environment.sandbox().invoke("one").succeeded()).isTrue();
      assertThat(environment.sandbox().invoke("two").succeeded()).isTrue();
      assertThat(services.requests().entries()).isEmpty();
      assertThat(sink.stored()).isZero();

      services.recover();
      services.requests().awaitCount(1, Environment.PATIENCE);
      assertDelivered(environment);
    }
  }

  @Test
  void aSnapshotHoldsNoCredential() {
    services.secret("o2", LOGIN);
    try (Environment environment =
        startWithSecret("o2", builder -> builder.flavour(Flavour.SNAP_START))) {
      assertThat(services.requests().entries()).isEmpty();
      assertThat(environment.sandbox().invoke("one").succeeded()).isTrue();

      assertDelivered(environment);
      assertThat(services.requests().entries()).hasSize(1);
    }
  }

  @Test
  void managedInstancesReadItOnce() {
    services.secret("o2", LOGIN);
    try (Environment environment =
        startWithSecret("o2", builder -> builder.flavour(Flavour.MANAGED_INSTANCES))) {
      assertThat(environment.sandbox().invoke("one").succeeded()).isTrue();
      assertThat(environment.sandbox().invoke("two").succeeded()).isTrue();

      assertDelivered(environment);
      assertThat(services.requests().entries()).hasSize(1);
    }
  }

  @Test
  void aProcessThatIsInitialisedAnewReadsItAnew() {
    services.secret("o2", LOGIN);
    CountDownLatch never = new CountDownLatch(1);
    Function sometimesStuck =
        Function.scripted(invocation -> {
          invocation.log(invocation.payload());
          if (invocation.payload().equals("stuck")) {
            never.await();
          }
          return "";
        });
    try (Environment environment =
        startWithSecret(
            "o2", builder -> builder.function(sometimesStuck).timeout(Duration.ofSeconds(8)))) {
      assertThat(environment.sandbox().invoke("one").succeeded()).isTrue();
      services.requests().awaitCount(1, Environment.PATIENCE);
      assertThat(environment.sandbox().invoke("stuck").status()).isEqualTo(Status.TIMEOUT);
      services.secret("o2", NEW_LOGIN);
      sink.rotateAuthorization(NEW_HEADER);
      assertThat(environment.sandbox().invoke("again").succeeded()).isTrue();

      environment.shutdown();
      assertThat(sink.functionLines()).contains("one", "again");
      assertThat(services.requests().entries()).hasSize(2);
    }
  }

  @Test
  void theParametersAndSecretsExtensionIsAskedWhereItIsWanted() throws Exception {
    try (MockWebServer local = new MockWebServer()) {
      local.enqueue(
          new MockResponse.Builder().body("{\"SecretString\":\"" + LOGIN + "\"}").build());
      local.start();
      try (Environment environment =
          startWithSecret(
              "o2",
              builder ->
                  builder
                      .environment("O2_SECRETS_EXTENSION", "true")
                      .environment(
                          "PARAMETERS_SECRETS_EXTENSION_HTTP_PORT",
                          Integer.toString(local.getPort())))) {
        assertThat(environment.sandbox().invoke("one").succeeded()).isTrue();

        assertDelivered(environment);
      }
      assertThat(local.takeRequest().getTarget()).isEqualTo("/secretsmanager/get?secretId=o2");
    }
    assertThat(services.requests().entries()).isEmpty();
  }
}
