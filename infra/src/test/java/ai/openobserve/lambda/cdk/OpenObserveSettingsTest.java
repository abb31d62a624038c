package ai.openobserve.lambda.cdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Size;
import software.amazon.awscdk.Token;

class OpenObserveSettingsTest {
  interface Setting extends UnaryOperator<OpenObserveLayerProps.Builder> {}

  private static Arguments sets(String variable, String value, Setting setting) {
    return arguments(variable, value, setting);
  }

  private static Number numberOfDeployment() {
    return Token.asNumber(Fn.ref("BatchSize"));
  }

  private static Arguments refuses(String message, Setting setting) {
    return arguments(message, setting);
  }

  static Stream<Arguments> properties() {
    return Stream.of(
        sets("O2_ORGANIZATION_ID", "a.b-c_1", b -> b.organizationId("a.b-c_1")),
        sets(
            "O2_ENDPOINT",
            "http://o2.internal:5080/x",
            b -> b.endpoint("http://o2.internal:5080/x")),
        sets("O2_STREAM", "shop:logs_1", b -> b.stream("shop:logs_1")),
        sets("O2_BATCH_SIZE", "10000", b -> b.batchSize(10_000)),
        sets("O2_FLUSH_INTERVAL_MS", "2500", b -> b.flushInterval(Duration.millis(2500))),
        sets("O2_MAX_BUFFER_SIZE_MB", "16", b -> b.maxBufferSize(Size.mebibytes(16))),
        sets("O2_REQUEST_TIMEOUT_MS", "9000", b -> b.requestTimeout(Duration.seconds(9))),
        sets("O2_MAX_RETRIES", "0", b -> b.maxRetries(0)),
        sets("O2_INITIAL_RETRY_DELAY_MS", "100", b -> b.initialRetryDelay(Duration.millis(100))),
        sets("O2_MAX_RETRY_DELAY_MS", "60000", b -> b.maxRetryDelay(Duration.minutes(1))),
        sets("O2_FLUSH_STRATEGY", "continuous", b -> b.flushStrategy(FlushStrategy.CONTINUOUS)),
        sets("O2_FLUSH_BUDGET_MS", "0", b -> b.flushBudget(Duration.millis(0))),
        sets(
            "O2_TELEMETRY_TYPES",
            "platform,function",
            b ->
                b.telemetryTypes(
                    TelemetryType.PLATFORM, TelemetryType.FUNCTION, TelemetryType.PLATFORM)),
        sets("O2_COMPRESSION", "none", b -> b.compression(Compression.NONE)),
        sets("O2_METADATA", "false", b -> b.metadata(false)),
        sets("O2_RECORD_SHAPE", "message", b -> b.recordShape(RecordShape.MESSAGE)),
        sets("O2_RECORD_ID", "true", b -> b.recordId(true)),
        sets("O2_SERVICE", "shop", b -> b.service("shop")),
        sets("O2_ENV", "test", b -> b.env("test")),
        sets("O2_TAGS", "team:a", b -> b.tags("team:a")),
        sets("O2_EXCLUDE", "ping", b -> b.exclude("ping")),
        sets("O2_REDACT", "x+", b -> b.redact("x+")),
        sets("O2_MIN_LEVEL", "warn", b -> b.minLevel(RecordLevel.WARN)),
        sets("O2_DEBUG_ON_ERROR", "true", b -> b.debugOnError(true)),
        sets("O2_METRICS", "true", b -> b.metrics(true)),
        sets("O2_LOG_LEVEL", "debug", b -> b.logLevel(LogLevel.DEBUG)),
        sets("O2_FAIL_FAST", "true", b -> b.failFast(true)),
        sets("O2_ENABLED", "false", b -> b.enabled(false)),
        sets("O2_NEW_ONE", "1", b -> b.environment("O2_NEW_ONE", "1")));
  }

  @ParameterizedTest
  @MethodSource("properties")
  void eachPropertySetsItsVariable(String variable, String value, Setting setting) {
    assertThat(setting.apply(valid()).build().environment()).containsEntry(variable, value);
  }

  @Test
  void leavesTheDefaultsToTheExtension() {
    assertThat(valid().build().environment())
        .containsOnlyKeys("O2_ORGANIZATION_ID", "O2_AUTHORIZATION_HEADER");
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        refuses("O2_ORGANIZATION_ID: \"a/b\" is invalid", b -> b.organizationId("a/b")),
        refuses("O2_ENDPOINT: \"ftp://o2\" is invalid", b -> b.endpoint("ftp://o2")),
        refuses("O2_ENDPOINT: \"o2.example.com\" is invalid", b -> b.endpoint("o2.example.com")),
        refuses("O2_ENDPOINT: \"https://o2?a=b\" is invalid", b -> b.endpoint("https://o2?a=b")),
        refuses(
            "O2_ENDPOINT: \"https://o2_internal.example.com\" is invalid; expected a host name of"
                + " letters, digits, '-' and '.'",
            b -> b.endpoint("https://o2_internal.example.com")),
        refuses("expected a port from 1 to 65535", b -> b.endpoint("https://o2:70000")),
        refuses("O2_STREAM: \"my-stream\" is invalid", b -> b.stream("my-stream")),
        refuses(
            "O2_BATCH_SIZE: \"0\" is invalid; expected a whole number from 1 to 10000",
            b -> b.batchSize(0)),
        refuses("O2_BATCH_SIZE: \"10001\"", b -> b.batchSize(10_001)),
        refuses(
            "O2_BATCH_SIZE: \"a number known only at deployment\" is invalid; expected one known at synth",
            b -> b.batchSize(numberOfDeployment().intValue())),
        refuses(
            "O2_FLUSH_INTERVAL_MS: \"a duration known only at deployment\"",
            b -> b.flushInterval(Duration.millis(numberOfDeployment()))),
        refuses(
            "O2_MAX_BUFFER_SIZE_MB: \"a size known only at deployment\"",
            b -> b.maxBufferSize(Size.mebibytes(numberOfDeployment()))),
        refuses("O2_FLUSH_INTERVAL_MS: \"9 ms\"", b -> b.flushInterval(Duration.millis(9))),
        refuses(
            "O2_MAX_BUFFER_SIZE_MB: \"0.5 MiB\" is invalid; expected whole mebibytes from 1",
            b -> b.maxBufferSize(Size.kibibytes(512))),
        refuses("O2_MAX_BUFFER_SIZE_MB: \"1024.0 MiB\"", b -> b.maxBufferSize(Size.gibibytes(1))),
        refuses(
            "O2_REQUEST_TIMEOUT_MS: \"1200000 ms\"", b -> b.requestTimeout(Duration.minutes(20))),
        refuses(
            "O2_MAX_RETRIES: \"-1\" is invalid; expected a whole number from 0",
            b -> b.maxRetries(-1)),
        refuses(
            "O2_INITIAL_RETRY_DELAY_MS: \"0 ms\"", b -> b.initialRetryDelay(Duration.millis(0))),
        refuses(
            "O2_MAX_RETRY_DELAY_MS: \"500 ms\" is invalid; expected a duration from"
                + " O2_INITIAL_RETRY_DELAY_MS, here 1000 ms",
            b -> b.maxRetryDelay(Duration.millis(500))),
        refuses("O2_FLUSH_BUDGET_MS: \"900001 ms\"", b -> b.flushBudget(Duration.millis(900_001))),
        refuses(
            "environment(\"O2_STREAM\", …): use its own property",
            b -> b.environment("O2_STREAM", "x")),
        refuses(
            "environment(\"O2_AUTHORIZATION_SECRET\", …): use its own property",
            b -> b.environment("O2_AUTHORIZATION_SECRET", "o2")),
        refuses(
            "secretsExtension has no effect on this authorization", b -> b.secretsExtension(true)),
        refuses("environment(\"AWS_REGION\", …): expected", b -> b.environment("AWS_REGION", "x")),
        refuses("environment(\"1X\", …): expected", b -> b.environment("1X", "x")));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void eachMistakeIsToldWithWhatIsAllowed(String message, Setting setting) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> setting.apply(valid()).build())
        .withMessageContaining(message);
  }

  /// Callers' builds may not check for null as this one does.
  @Test
  @SuppressWarnings("NullAway")
  void nullIsAMistakeLikeAnyOther() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            valid()
                .endpoint(null)
                .flushInterval(null)
                .maxBufferSize(null)
                .compression(null)
                .recordShape(null)
                .minLevel(null)
                .service(null)
                .build())
        .withMessageContainingAll(
            "O2_ENDPOINT: \"null\" is invalid; expected",
            "O2_FLUSH_INTERVAL_MS: \"null\"",
            "O2_MAX_BUFFER_SIZE_MB: \"null\"",
            "O2_COMPRESSION: \"null\" is invalid; expected one of gzip, none",
            "O2_RECORD_SHAPE: \"null\" is invalid; expected one of record, message",
            "O2_MIN_LEVEL: \"null\"",
            "O2_SERVICE: \"null\" is invalid; expected text");
  }

  @Test
  void allMistakesAreToldAtOnce() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OpenObserveLayerProps.builder().batchSize(-1).stream("?").build())
        .withMessageContainingAll(
            "O2_BATCH_SIZE",
            "O2_STREAM",
            "organizationId is required",
            "authorization is required");
  }

  @Test
  void aLaterCallCorrectsAnEarlierOne() {
    assertThat(valid().batchSize(-1).batchSize(5).build().environment())
        .containsEntry("O2_BATCH_SIZE", "5");
  }

  @Test
  void neverShowsACredentialInAUrl() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> valid().endpoint("https://root:pa55@o2.example.com").build())
        .withMessageContaining("https://…@o2.example.com")
        .withMessageNotContaining("pa55");
  }

  private static OpenObserveLayerProps.Builder valid() {
    return OpenObserveLayerProps.builder()
        .organizationId("acme")
        .authorization(OpenObserveAuthorization.fromSecretName("o2"));
  }
}
