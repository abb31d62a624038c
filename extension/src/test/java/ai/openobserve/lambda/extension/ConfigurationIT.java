package ai.openobserve.lambda.extension;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.sandbox.model.Status;
import ai.openobserve.lambda.sandbox.sink.OpenObserveSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What the variables do to the whole process.
@Timeout(180)
class ConfigurationIT {

  @Test
  void aBrokenConfigurationNeverBreaksTheFunction() {
    try (Environment environment =
        Environment.start(builder ->
            builder.environment("O2_ORGANIZATION_ID", "").environment("O2_BATCH_SIZE", "many"))) {
      assertThat(environment.sandbox().init().succeeded()).isTrue();
      assertThat(environment.sandbox().invoke("one").succeeded()).isTrue();
      assertThat(environment.sandbox().invoke("two").succeeded()).isTrue();
      assertThat(environment.shutdown().clean()).isTrue();
      assertThat(environment.extension().lines())
          .contains(
              "ERROR Configuration error: O2_ORGANIZATION_ID environment variable is required");
      assertThat(environment.linesWith("O2_BATCH_SIZE"))
          .hasSize(1)
          .first()
          .asString()
          .contains("many");
      assertThat(environment.sandbox().telemetry().subscribers()).isEmpty();
      assertThat(environment.sink().connections()).isZero();
    }
  }

  @Test
  void failFastFailsTheInit() {
    try (Environment environment =
        Environment.start(builder ->
            builder.environment("O2_ORGANIZATION_ID", "").environment("O2_FAIL_FAST", "true"))) {
      assertThat(environment.sandbox().init().status()).isEqualTo(Status.ERROR);
      assertThat(environment.sandbox().init().errorType()).hasValue("Extension.InitError");
      environment.awaitLine("ERROR Configuration error: O2_ORGANIZATION_ID");
    }
  }

  @Test
  void switchedOffItCostsNothing() {
    try (Environment environment =
        Environment.start(builder -> builder.environment("O2_ENABLED", "false"))) {
      assertThat(environment.sandbox().invoke("one").succeeded()).isTrue();
      assertThat(environment.extension().events()).containsExactly("SHUTDOWN");
      assertThat(environment.sandbox().trail().entries())
          .noneMatch(line -> line.startsWith("subscribe"));
      assertThat(environment.shutdown().clean()).isTrue();
      assertThat(environment.sink().connections()).isZero();
    }
  }

  @Test
  void refusedCredentialsAreToldOnceAndNeverShown() {
    String secret = "Basic c2VjcmV0OnZlcnktc2VjcmV0";
    try (Environment environment =
        Environment.start(builder ->
            builder
                .environment("O2_AUTHORIZATION_HEADER", secret)
                .environment("O2_LOG_LEVEL", "debug"))) {
      for (int i = 0; i < 5; i++) {
        assertThat(environment.sandbox().invoke("line " + i).succeeded()).isTrue();
      }
      environment.shutdown();
      assertThat(
              environment.linesWith(
                  "ERROR OpenObserve request failed with status 401: Unauthorized"))
          .hasSize(1);
      assertThat(environment.extension().lines())
          .noneMatch(line -> line.contains("c2VjcmV0") || line.contains("very-secret"));
      assertThat(environment.sink().stored()).isZero();
    }
  }

  @Test
  void anUnknownOrganizationIsToldOnce() {
    try (Environment environment =
        Environment.start(builder -> builder.environment("O2_ORGANIZATION_ID", "nobody"))) {
      for (int i = 0; i < 3; i++) {
        assertThat(environment.sandbox().invoke("line " + i).succeeded()).isTrue();
      }
      environment.shutdown();
      assertThat(environment.linesWith("ERROR OpenObserve request failed with status 404"))
          .hasSize(1);
    }
  }

  @Test
  void forwardsTheTypesAskedForOnly() {
    try (Environment environment =
        Environment.start(builder -> builder.environment("O2_TELEMETRY_TYPES", "function"))) {
      environment.sandbox().invoke("one");
      environment.shutdown();
      assertThat(environment.storedTypes()).containsExactly("function");
      assertThat(environment.ledger().isExact()).isTrue();
    }
  }

  @Test
  void leavesMetadataAndCompressionOutWhereTold() {
    try (Environment environment =
        Environment.start(builder ->
            builder
                .environment("O2_METADATA", "false")
                .environment("O2_COMPRESSION", "none")
                .environment("O2_STREAM", "orders"))) {
      environment.sandbox().invoke("one");
      environment.shutdown();
      assertThat(environment.ledger().isExact()).isTrue();
      assertThat(environment.sink().records().entries())
          .allMatch(record -> !record.node().has("function_name"))
          .allMatch(record -> record.stream().equals("orders"));
      assertThat(environment.sink().requests().entries())
          .noneMatch(request -> request.headers().containsKey("content-encoding"));
    }
  }

  @Test
  void compressesByDefaultAndIdentifiesItself() {
    try (Environment environment = Environment.start()) {
      environment.sandbox().invoke("one");
      environment.shutdown();
      assertThat(environment.sink().requests().entries())
          .isNotEmpty()
          .allMatch(request -> "gzip".equals(request.headers().get("content-encoding")))
          .allMatch(request ->
              String.valueOf(request.headers().get("content-type")).startsWith("application/json"));
    }
  }

  @Test
  void keepsThePathOfTheEndpointAndIgnoresItsTrailingSlash() throws IOException {
    OpenObserveSink sink = OpenObserveSink.builder().pathPrefix("/o2/logs").start();
    try (Environment environment =
        Environment.start(sink, builder -> builder.environment("O2_ENDPOINT", sink.url() + "/"))) {
      environment.sandbox().invoke("one");
      environment.shutdown();
      assertThat(environment.ledger().isExact()).isTrue();
    }
  }

  @Test
  void batchesAsToldBy_O2_BATCH_SIZE() {
    int size = 7;
    try (Environment environment =
        Environment.start(builder ->
            builder
                .environment("O2_BATCH_SIZE", Integer.toString(size))
                .function(
                    ai.openobserve.lambda.sandbox.model.Function.scripted(invocation -> {
                      for (int i = 0; i < 100; i++) {
                        invocation.log("line " + i);
                      }
                      return "";
                    })))) {
      environment.sandbox().invoke("x");
      environment.shutdown();
      assertThat(environment.ledger().isExact()).as(environment.ledger().toString()).isTrue();
      assertThat(environment.sink().answers().entries())
          .allMatch(answer -> answer.records() <= size);
    }
  }

  @Test
  void trustsTheAuthoritiesOf_SSL_CERT_FILE_AndNobodyElse(@TempDir Path folder) throws IOException {
    OpenObserveSink trusted = OpenObserveSink.builder().https().start();
    Path authority = folder.resolve("authority.pem");
    Files.writeString(authority, trusted.authorityPem().orElseThrow());
    try (Environment environment =
        Environment.start(
            trusted, builder -> builder.environment("SSL_CERT_FILE", authority.toString()))) {
      environment.sandbox().invoke("one");
      environment.shutdown();
      assertThat(environment.ledger().isExact()).as(environment.ledger().toString()).isTrue();
    }
    OpenObserveSink unknown = OpenObserveSink.builder().https().start();
    try (Environment environment =
        Environment.start(unknown, builder -> builder.environment("O2_FLUSH_BUDGET_MS", "500"))) {
      assertThat(environment.sandbox().invoke("one").succeeded()).isTrue();
      environment.shutdown();
      assertThat(environment.sink().stored()).isZero();
    }
  }

  @Test
  void everyErrorOfAConfigurationIsReportedAtOnce() {
    try (Environment environment =
        Environment.start(builder ->
            builder
                .environment("O2_ENDPOINT", "ftp://example.com")
                .environment("O2_MAX_RETRIES", "-1")
                .environment("O2_FLUSH_STRATEGY", "sometimes")
                .environment("O2_COMPRESSION", "zip"))) {
      assertThat(environment.sandbox().init().succeeded()).isTrue();
      // Its lines are all there once it has ended; a pipe may lag behind /next.
      environment.shutdown();
      for (String variable :
          List.of("O2_ENDPOINT", "O2_MAX_RETRIES", "O2_FLUSH_STRATEGY", "O2_COMPRESSION")) {
        assertThat(environment.linesWith("ERROR Configuration error: " + variable)).hasSize(1);
      }
    }
  }
}
