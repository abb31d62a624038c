package ai.openobserve.lambda.extension;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.sandbox.SandboxBuilder;
import ai.openobserve.lambda.sandbox.aws.AwsError;
import ai.openobserve.lambda.sandbox.aws.AwsRequest;
import ai.openobserve.lambda.sandbox.aws.SecretServices;
import ai.openobserve.lambda.sandbox.model.Flavour;
import ai.openobserve.lambda.sandbox.model.Function;
import ai.openobserve.lambda.sandbox.model.InvokeResult;
import ai.openobserve.lambda.sandbox.model.RuntimeExit;
import ai.openobserve.lambda.sandbox.sink.OpenObserveSink;
import java.io.IOException;
import java.time.Duration;
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

  private final SecretServices services = newServices();
  private final OpenObserveSink sink = Environment.newSink();

  private static SecretServices newServices() {
    try {
      return SecretServices.start();
    } catch (IOException e) {
      throw new AssertionError("The services do not start", e);
    }
  }

  @AfterEach
  void close() {
    services.close();
    sink.close();
  }

  private static final String UNTIL_ASKED = "until the service is asked";
  private static final String UNTIL_DELIVERED = "until a record is delivered";

  /// Writes its payload and works until what that says has happened: between invocations the
  /// extension is frozen, and nothing happens.
  private final Function patient =
      Function.scripted(invocation -> {
        invocation.log(invocation.payload());
        switch (invocation.payload()) {
          case UNTIL_ASKED -> services.requests().awaitCount(1, Environment.PATIENCE);
          case UNTIL_DELIVERED -> sink.awaitRecords(1, Environment.PATIENCE);
          default -> {
            // Nothing to wait for.
          }
        }
        return "";
      });

  /// An environment that knows the credential's place alone.
  private Environment start(String variable, String place, UnaryOperator<SandboxBuilder> settings) {
    return Environment.start(
        sink,
        builder ->
            settings.apply(
                builder
                    .function(patient)
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
            if (invocation.payload().equals("20") && i == 50) {
              sink.awaitRecords(1, Environment.PATIENCE);
              services.secret("o2", NEW_LOGIN);
              sink.rotateAuthorization(NEW_HEADER);
            }
            invocation.log("invocation " + invocation.payload() + " line " + i);
            if (i % 10 == 0) {
              invocation.take(Duration.ofMillis(10));
            }
          }
          return "";
        });
    try (Environment environment =
        startWithSecret("o2", builder -> continuous(builder).function(busy))) {
      for (int i = 0; i < 40; i++) {
        assertThat(environment.sandbox().invoke(Integer.toString(i)).succeeded()).isTrue();
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

  /// What keeps a secret from being read.
  enum Trouble {
    EXPIRED_CREDENTIALS("the credentials of the function's role have expired"),
    ACCESS_DENIED(
        "access denied. Grant the function's role secretsmanager:GetSecretValue on"
            + " arn:aws:secretsmanager:eu-west-1:*:secret:o2-??????"),
    THROTTLED("AWS is throttling this account's requests in eu-west-1"),
    SERVICE_DOWN("the service failed with status 500"),
    NOT_FOUND("it does not exist in eu-west-1"),
    NOT_DECRYPTED(
        "KMS cannot decrypt it. Check that its key is enabled, and grant the function's role"
            + " kms:Decrypt on the key that encrypts"
            + " arn:aws:secretsmanager:eu-west-1:*:secret:o2-??????"),
    DELETED("the secret is scheduled for deletion"),
    NO_HEADER("its value is neither a whole Authorization header ('Basic …') nor user:password"),
    NO_KEY("its value is a JSON object. Name the key of the credential");

    private final String line;

    Trouble(String line) {
      this.line = line;
    }

    void begin(SecretServices services) {
      if (this != NOT_FOUND) {
        services.secret("o2", LOGIN);
      }
      switch (this) {
        case EXPIRED_CREDENTIALS -> services.credentialsExpired(true);
        case ACCESS_DENIED ->
            services.fail(
                AwsError.of(
                    "AccessDeniedException",
                    "User: arn:aws:sts::123456789012:assumed-role/role/function is not authorized"
                        + " to perform: secretsmanager:GetSecretValue"));
        case THROTTLED -> services.fail(AwsError.of("ThrottlingException", "Rate exceeded"));
        case SERVICE_DOWN -> services.fail(new AwsError(500, "InternalServiceError", ""));
        case NOT_DECRYPTED ->
            services.fail(
                AwsError.of(
                    "DecryptionFailure",
                    "Secrets Manager can't decrypt the protected secret text using the provided"
                        + " KMS key."));
        case DELETED -> services.delete("o2");
        case NO_HEADER -> services.secret("o2", "just-a-password");
        case NO_KEY -> services.secret("o2", "{\"auth\":\"x\"}");
        case NOT_FOUND -> {
          // There is no such secret.
        }
      }
    }

    static void end(SecretServices services) {
      services.credentialsExpired(false);
      services.secret("o2", LOGIN);
      services.recover();
    }
  }

  @ParameterizedTest
  @EnumSource(Trouble.class)
  void reportsTheTroubleOnceKeepsTheRecordsAndDeliversThemOnceItIsOver(Trouble trouble) {
    trouble.begin(services);
    try (Environment environment = startWithSecret("o2", CredentialsIT::continuous)) {
      assertThat(environment.sandbox().invoke(UNTIL_ASKED).succeeded()).isTrue();
      assertThat(environment.sandbox().invoke("another").succeeded()).isTrue();
      assertThat(sink.requests().entries()).isEmpty();

      Trouble.end(services);
      assertThat(environment.sandbox().invoke(UNTIL_DELIVERED).succeeded()).isTrue();

      assertDelivered(environment);
      assertThat(
              environment.linesWith(
                  "ERROR O2_AUTHORIZATION_SECRET cannot be read: " + trouble.line))
          .hasSize(1);
      assertThat(environment.linesWith("INFO O2_AUTHORIZATION_SECRET can be read again"))
          .hasSize(1);
    }
  }

  /// An invocation may be held for the budget, not for the time that a reading may take.
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
      for (int i = 0; i < 5; i++) {
        InvokeResult result = environment.sandbox().invoke("invocation " + i);
        assertThat(result.succeeded()).isTrue();
        assertThat(result.timings().addedByExtensions()).isLessThan(Duration.ofSeconds(3));
      }
      assertThat(sink.stored()).isZero();

      services.recover();
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
    Function sometimesExits =
        Function.scripted(invocation -> {
          invocation.log(invocation.payload());
          if (invocation.payload().equals("exit")) {
            throw new RuntimeExit(1);
          }
          return "";
        });
    try (Environment environment =
        startWithSecret("o2", builder -> builder.function(sometimesExits))) {
      assertThat(environment.sandbox().invoke("one").succeeded()).isTrue();
      assertThat(environment.sandbox().invoke("exit").succeeded()).isFalse();
      services.secret("o2", NEW_LOGIN);
      sink.rotateAuthorization(NEW_HEADER);
      assertThat(environment.sandbox().invoke("again").succeeded()).isTrue();

      assertDelivered(environment);
      assertThat(services.requests().entries()).hasSize(2);
      assertThat(sink.answers().entries(answer -> answer.status() == 401)).isEmpty();
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
