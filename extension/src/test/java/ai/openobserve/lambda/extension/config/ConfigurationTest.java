package ai.openobserve.lambda.extension.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.openobserve.lambda.extension.log.LogLevel;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 10, threadMode = ThreadMode.SEPARATE_THREAD)
class ConfigurationTest {
  private static final String SECRET = "Basic c2VjcmV0OnNlY3JldA==";

  private static Map<String, String> minimal() {
    Map<String, String> environment = new HashMap<>();
    environment.put("O2_ORGANIZATION_ID", "acme");
    environment.put("O2_AUTHORIZATION_HEADER", SECRET);
    return environment;
  }

  private static Configuration read(String... namesAndValues) throws ConfigurationException {
    return Configuration.read(with(namesAndValues));
  }

  private static Map<String, String> with(String... namesAndValues) {
    Map<String, String> environment = minimal();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      environment.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return environment;
  }

  private static List<String> errors(String... namesAndValues) {
    return errors(with(namesAndValues));
  }

  private static List<String> errors(Map<String, String> environment) {
    return Objects.requireNonNull(
            catchThrowableOfType(
                ConfigurationException.class, () -> Configuration.read(environment)))
        .errors();
  }

  @Test
  void hasTheDocumentedDefaults() throws ConfigurationException {
    Configuration configuration = read();

    assertThat(configuration.organizationId()).isEqualTo("acme");
    assertThat(configuration.authorization())
        .isEqualTo(new AuthorizationSetting.Given(new Authorization(SECRET)));
    assertThat(configuration.endpoint()).isEqualTo(URI.create("https://api.openobserve.ai"));
    assertThat(configuration.stream()).isEqualTo("default");
    assertThat(configuration.batchSize()).isEmpty();
    assertThat(configuration.flushInterval()).isEqualTo(Duration.ofSeconds(5));
    assertThat(configuration.maxBufferBytes()).isEqualTo(10 * 1024 * 1024);
    assertThat(configuration.requestTimeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(configuration.maxRetries()).isEqualTo(3);
    assertThat(configuration.initialRetryDelay()).isEqualTo(Duration.ofSeconds(1));
    assertThat(configuration.maxRetryDelay()).isEqualTo(Duration.ofSeconds(30));
    assertThat(configuration.flushStrategy()).isEqualTo(FlushStrategy.AUTO);
    assertThat(configuration.flushBudget()).isEqualTo(Duration.ofSeconds(1));
    assertThat(configuration.telemetryTypes())
        .containsExactlyInAnyOrder(
            TelemetryType.PLATFORM, TelemetryType.FUNCTION, TelemetryType.EXTENSION);
    assertThat(configuration.compression()).isEqualTo(Compression.GZIP);
    assertThat(configuration.metadata()).isTrue();
    assertThat(configuration.logLevel()).isEqualTo(LogLevel.INFO);
    assertThat(configuration.failFast()).isFalse();
    assertThat(Configuration.enabled(minimal())).isTrue();
  }

  @Test
  void everyVariableActs() throws ConfigurationException {
    Configuration configuration =
        read(
            "O2_ENDPOINT", "http://o2.example:5080",
            "O2_STREAM", "orders",
            "O2_BATCH_SIZE", "7",
            "O2_FLUSH_INTERVAL_MS", "1500",
            "O2_MAX_BUFFER_SIZE_MB", "2",
            "O2_REQUEST_TIMEOUT_MS", "2500",
            "O2_MAX_RETRIES", "5",
            "O2_INITIAL_RETRY_DELAY_MS", "20",
            "O2_MAX_RETRY_DELAY_MS", "400",
            "O2_FLUSH_STRATEGY", "periodic",
            "O2_FLUSH_BUDGET_MS", "750",
            "O2_TELEMETRY_TYPES", "function, platform",
            "O2_COMPRESSION", "none",
            "O2_METADATA", "false",
            "O2_LOG_LEVEL", "debug",
            "O2_FAIL_FAST", "true");

    assertThat(configuration.endpoint()).isEqualTo(URI.create("http://o2.example:5080"));
    assertThat(configuration.stream()).isEqualTo("orders");
    assertThat(configuration.batchSize()).hasValue(7);
    assertThat(configuration.flushInterval()).isEqualTo(Duration.ofMillis(1500));
    assertThat(configuration.maxBufferBytes()).isEqualTo(2 * 1024 * 1024);
    assertThat(configuration.requestTimeout()).isEqualTo(Duration.ofMillis(2500));
    assertThat(configuration.maxRetries()).isEqualTo(5);
    assertThat(configuration.initialRetryDelay()).isEqualTo(Duration.ofMillis(20));
    assertThat(configuration.maxRetryDelay()).isEqualTo(Duration.ofMillis(400));
    assertThat(configuration.flushStrategy()).isEqualTo(FlushStrategy.PERIODIC);
    assertThat(configuration.flushBudget()).isEqualTo(Duration.ofMillis(750));
    assertThat(configuration.telemetryTypes())
        .containsExactlyInAnyOrder(TelemetryType.PLATFORM, TelemetryType.FUNCTION);
    assertThat(configuration.compression()).isEqualTo(Compression.NONE);
    assertThat(configuration.metadata()).isFalse();
    assertThat(configuration.logLevel()).isEqualTo(LogLevel.DEBUG);
    assertThat(configuration.failFast()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "O2_ENDPOINT",
        "O2_STREAM",
        "O2_BATCH_SIZE",
        "O2_FLUSH_INTERVAL_MS",
        "O2_MAX_BUFFER_SIZE_MB",
        "O2_REQUEST_TIMEOUT_MS",
        "O2_MAX_RETRIES",
        "O2_INITIAL_RETRY_DELAY_MS",
        "O2_MAX_RETRY_DELAY_MS",
        "O2_FLUSH_STRATEGY",
        "O2_FLUSH_BUDGET_MS",
        "O2_TELEMETRY_TYPES",
        "O2_COMPRESSION",
        "O2_METADATA",
        "O2_LOG_LEVEL",
        "O2_FAIL_FAST",
        "O2_ENABLED"
      })
  void anEmptyOrBlankVariableCountsAsNotSet(String name) throws ConfigurationException {
    assertThat(read(name, "")).isEqualTo(read());
    assertThat(read(name, " \t ")).isEqualTo(read());
  }

  @ParameterizedTest
  @CsvSource({
    "O2_ORGANIZATION_ID, ''",
    "O2_AUTHORIZATION_HEADER, ', or O2_AUTHORIZATION_SECRET or O2_AUTHORIZATION_PARAMETER"
        + " instead'"
  })
  void aRequiredVariableThatIsMissingEmptyOrBlankIsAnError(String name, String alternatives) {
    Map<String, String> environment = minimal();
    environment.remove(name);

    String sentence = name + " environment variable is required" + alternatives;
    assertThat(errors(environment)).containsExactly(sentence);
    assertThat(errors(name, "")).containsExactly(sentence);
    assertThat(errors(name, "  ")).containsExactly(sentence);
  }

  @ParameterizedTest
  @CsvSource({
    "O2_BATCH_SIZE, 1, 10000",
    "O2_FLUSH_INTERVAL_MS, 10, 900000",
    "O2_MAX_BUFFER_SIZE_MB, 1, 256",
    "O2_REQUEST_TIMEOUT_MS, 1, 900000",
    "O2_MAX_RETRIES, 0, 100",
    "O2_FLUSH_BUDGET_MS, 0, 900000"
  })
  void aNumberIsAllowedAtItsLimitsAndRefusedBeyondThem(String name, long least, long most)
      throws ConfigurationException {
    assertThat(read(name, Long.toString(least))).isNotNull();
    assertThat(read(name, " " + most + " ")).isNotNull();

    String allowed = "': allowed is a whole number from " + least + " to " + most;
    for (String wrong :
        List.of(
            Long.toString(least - 1),
            Long.toString(most + 1),
            "99999999999999999999999",
            "4294967297",
            "1.5",
            "1e3",
            "0x10",
            "5s",
            "five",
            "1 000")) {
      assertThat(errors(name, wrong)).containsExactly(name + " is '" + wrong + allowed);
    }
  }

  @Test
  void retryDelaysAreAllowedAtTheirLimitsAndRefusedBeyondThem() throws ConfigurationException {
    assertThat(read("O2_INITIAL_RETRY_DELAY_MS", "1").initialRetryDelay())
        .isEqualTo(Duration.ofMillis(1));
    Configuration longest =
        read("O2_INITIAL_RETRY_DELAY_MS", "900000", "O2_MAX_RETRY_DELAY_MS", "900000");
    assertThat(longest.maxRetryDelay()).isEqualTo(Duration.ofMinutes(15));
    assertThat(errors("O2_INITIAL_RETRY_DELAY_MS", "0")).hasSize(1);
    assertThat(errors("O2_INITIAL_RETRY_DELAY_MS", "900001")).hasSize(1);
    assertThat(errors("O2_MAX_RETRY_DELAY_MS", "900001")).hasSize(1);
  }

  @Test
  void aLongestBackOffShorterThanTheFirstIsRefused() {
    assertThat(errors("O2_INITIAL_RETRY_DELAY_MS", "500", "O2_MAX_RETRY_DELAY_MS", "499"))
        .containsExactly(
            "O2_MAX_RETRY_DELAY_MS is '499': allowed is a whole number from"
                + " O2_INITIAL_RETRY_DELAY_MS, here 500, to 900000");
  }

  @Test
  void aLongFirstBackOffRaisesTheDefaultOfTheLongest() throws ConfigurationException {
    assertThat(read("O2_INITIAL_RETRY_DELAY_MS", "60000").maxRetryDelay())
        .isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void choicesAreRefusedWithWhatIsAllowed() {
    assertThat(errors("O2_FLUSH_STRATEGY", "sometimes"))
        .containsExactly(
            "O2_FLUSH_STRATEGY is 'sometimes': allowed is one of auto, end, continuous, periodic");
    assertThat(errors("O2_COMPRESSION", "zstd"))
        .containsExactly("O2_COMPRESSION is 'zstd': allowed is one of gzip, none");
    assertThat(errors("O2_LOG_LEVEL", "verbose"))
        .containsExactly("O2_LOG_LEVEL is 'verbose': allowed is one of error, warn, info, debug");
  }

  @Test
  void choicesAreReadInAnyLetterCase() throws ConfigurationException {
    assertThat(read("O2_FLUSH_STRATEGY", " Continuous ").flushStrategy())
        .isEqualTo(FlushStrategy.CONTINUOUS);
    assertThat(read("O2_METADATA", "FALSE").metadata()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"O2_METADATA", "O2_FAIL_FAST", "O2_ENABLED"})
  void flagsAreTrueOrFalseAndNothingElse(String name) {
    for (String wrong : List.of("yes", "1", "0", "on", "truee")) {
      assertThat(errors(name, wrong))
          .containsExactly(name + " is '" + wrong + "': allowed is true or false");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"platform,logs", "platform,,function", ",", "function,", "platform;function"})
  void telemetryTypesAreRefusedAsAWhole(String value) {
    assertThat(errors("O2_TELEMETRY_TYPES", value))
        .containsExactly(
            "O2_TELEMETRY_TYPES is '"
                + value
                + "': allowed are, separated by commas, platform, function, extension");
  }

  @Test
  void telemetryTypesAreASet() throws ConfigurationException {
    assertThat(read("O2_TELEMETRY_TYPES", " function ,FUNCTION").telemetryTypes())
        .containsExactly(TelemetryType.FUNCTION);
  }

  @ParameterizedTest
  @CsvSource({
    "https://o2.example/, https://o2.example",
    "https://o2.example///, https://o2.example",
    "http://o2.example:5080/base/path/, http://o2.example:5080/base/path",
    "' https://o2.example/o2 ', https://o2.example/o2",
    "HTTPS://O2.example, HTTPS://O2.example",
    "http://127.0.0.1:1, http://127.0.0.1:1",
    "http://[::1]:65535/, http://[::1]:65535"
  })
  void anEndpointKeepsItsPathAndLosesItsTrailingSlash(String value, String base)
      throws ConfigurationException {
    assertThat(read("O2_ENDPOINT", value).endpoint()).isEqualTo(URI.create(base));
  }

  @ParameterizedTest
  @CsvSource({
    "o2.example, allowed is a URL that begins with http:// or https://",
    "ftp://o2.example, allowed is a URL that begins with http:// or https://",
    "https://, allowed is a URL such as https://api.openobserve.ai",
    "https:///path, it names no host",
    "https://under_score, it names no host",
    "https://o2.example:0, allowed is a port from 1 to 65535",
    "https://o2.example:65536, allowed is a port from 1 to 65535",
    "https://o2.example?x=1, allowed is a base URL without '?' and '#'",
    "https://o2.example/#x, allowed is a base URL without '?' and '#'",
    "https://o2 .example, allowed is a URL such as https://api.openobserve.ai"
  })
  void anEndpointThatIsNoBaseUrlIsRefusedWithTheReason(String value, String reason) {
    assertThat(errors("O2_ENDPOINT", value))
        .containsExactly("O2_ENDPOINT is '" + value + "': " + reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://user:hunter2@o2.example",
        "https://hunter2@o2.example/x",
        "https://user:hunter2@bad host",
        "ftp://user:hunter2@o2.example"
      })
  void anEndpointWithUserInformationIsRefusedWithoutShowingIt(String value) {
    assertThat(errors("O2_ENDPOINT", value))
        .hasSize(1)
        .allSatisfy(error -> {
          assertThat(error).startsWith("O2_ENDPOINT is (not shown): ");
          assertThat(error).doesNotContain("hunter2");
        });
  }

  @Test
  void theAuthorizationHeaderIsNeverShown() throws ConfigurationException {
    Configuration configuration = read();
    assertThat(configuration.toString()).doesNotContain("c2VjcmV0").contains("(hidden)");

    for (String secret : List.of("Basic c2Vj\ncmV0", "Basic c2Vj\u00e4", "c2Vj\u0000", "a\tc2Vj")) {
      assertThat(errors("O2_AUTHORIZATION_HEADER", secret, "O2_MAX_RETRIES", "x"))
          .hasSize(2)
          .noneMatch(error -> error.contains("c2Vj"));
    }
  }

  @Test
  void aProxyAndACertificateFileOfNoUseAreReportedWithAllOtherErrors() {
    assertThat(
            errors(
                "O2_STREAM",
                "a b",
                "HTTPS_PROXY",
                "socks5://user:hunter2@proxy",
                "SSL_CERT_FILE",
                "/missing.pem"))
        .containsExactly(
            "O2_STREAM is 'a b': allowed are letters, digits, '_' and ':'",
            "HTTPS_PROXY is no proxy that can be used (value not shown): allowed is"
                + " http://host:port",
            "SSL_CERT_FILE is '/missing.pem': allowed is a PEM file of certificates that can be"
                + " read");
  }

  @Test
  void allErrorsAreReportedTogetherAndInOneMessage() {
    Map<String, String> environment =
        Map.of(
            "O2_ENDPOINT", "nowhere",
            "O2_STREAM", "my stream",
            "O2_BATCH_SIZE", "0",
            "O2_FLUSH_INTERVAL_MS", "soon",
            "O2_FLUSH_STRATEGY", "never",
            "O2_TELEMETRY_TYPES", "all",
            "O2_METADATA", "maybe",
            "O2_ENABLED", "perhaps");

    List<String> errors = errors(environment);

    assertThat(errors)
        .hasSize(10)
        .anyMatch(error -> error.startsWith("O2_ORGANIZATION_ID environment variable is required"))
        .anyMatch(error -> error.startsWith("O2_AUTHORIZATION_HEADER environment variable is"))
        .anyMatch(error -> error.startsWith("O2_ENDPOINT is 'nowhere'"))
        .anyMatch(error -> error.startsWith("O2_STREAM is 'my stream'"))
        .anyMatch(error -> error.startsWith("O2_BATCH_SIZE is '0'"))
        .anyMatch(error -> error.startsWith("O2_FLUSH_INTERVAL_MS is 'soon'"))
        .anyMatch(error -> error.startsWith("O2_FLUSH_STRATEGY is 'never'"))
        .anyMatch(error -> error.startsWith("O2_TELEMETRY_TYPES is 'all'"))
        .anyMatch(error -> error.startsWith("O2_METADATA is 'maybe'"))
        .anyMatch(error -> error.startsWith("O2_ENABLED is 'perhaps'"));
    assertThatThrownBy(() -> Configuration.read(environment)).hasMessage(String.join("; ", errors));
  }

  @ParameterizedTest
  @ValueSource(strings = {"my org", "acme/evil", "org?x", "a%2fb", "ä", "a\nb"})
  void anOrganizationThatNeedsEscapingIsRefused(String value) {
    assertThat(errors("O2_ORGANIZATION_ID", value))
        .singleElement()
        .asString()
        .startsWith("O2_ORGANIZATION_ID is '")
        .endsWith("': allowed are letters, digits, '_', '-' and '.'")
        .doesNotContain("\n");
  }

  @Test
  void anOrganizationIsTakenAsItIs() throws ConfigurationException {
    assertThat(read("O2_ORGANIZATION_ID", "Acme_2.eu-west").organizationId())
        .isEqualTo("Acme_2.eu-west");
  }

  @ParameterizedTest
  @ValueSource(strings = {".", ".."})
  void anOrganizationThatWouldChangeThePathIsRefused(String value) {
    assertThat(errors("O2_ORGANIZATION_ID", value)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"my-stream", "a b", "a/b", "å"})
  void aStreamThatOpenObserveWouldRenameIsRefused(String value) {
    assertThat(errors("O2_STREAM", value))
        .containsExactly("O2_STREAM is '" + value + "': allowed are letters, digits, '_' and ':'");
  }

  @Test
  void aStreamIsLowerCasedAsOpenObserveDoes() throws ConfigurationException {
    assertThat(read("O2_STREAM", "Orders_EU:1").stream()).isEqualTo("orders_eu:1");
  }

  @Test
  void aLongOrOddValueIsShownShortAndInOneLine() {
    String value = "x\r\n\u001b[31m" + "y".repeat(100);

    assertThat(errors("O2_BATCH_SIZE", value))
        .singleElement()
        .asString()
        .startsWith("O2_BATCH_SIZE is 'x???[31m" + "y".repeat(56) + "…'");
  }

  @Test
  void theLogLevelFallsBackToTheFunctionsOwn() throws ConfigurationException {
    assertThat(read("LOG_LEVEL", "WARN").logLevel()).isEqualTo(LogLevel.WARN);
    assertThat(read("LOG_LEVEL", "WARN", "O2_LOG_LEVEL", "").logLevel()).isEqualTo(LogLevel.WARN);
    assertThat(read("LOG_LEVEL", "WARN", "O2_LOG_LEVEL", "debug").logLevel())
        .isEqualTo(LogLevel.DEBUG);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TRACE", "WARNING", "20", "", "fatal"})
  void aLogLevelOfTheFunctionThatWeDoNotKnowIsNoError(String level) throws ConfigurationException {
    assertThat(read("LOG_LEVEL", level).logLevel()).isEqualTo(LogLevel.INFO);
  }

  @Test
  void theLogLevelIsKnownWithoutAValidConfiguration() {
    assertThat(Configuration.logLevel(Map.of())).isEqualTo(LogLevel.INFO);
    assertThat(Configuration.logLevel(Map.of("O2_LOG_LEVEL", " Error "))).isEqualTo(LogLevel.ERROR);
    assertThat(Configuration.logLevel(Map.of("O2_LOG_LEVEL", "loud", "LOG_LEVEL", "debug")))
        .isEqualTo(LogLevel.DEBUG);
  }

  @Test
  void enabledUnlessSwitchedOffExplicitly() {
    assertThat(Configuration.enabled(Map.of())).isTrue();
    assertThat(Configuration.enabled(Map.of("O2_ENABLED", ""))).isTrue();
    assertThat(Configuration.enabled(Map.of("O2_ENABLED", "no"))).isTrue();
    assertThat(Configuration.enabled(Map.of("O2_ENABLED", " False\n"))).isFalse();
  }

  @Test
  void failFastIsKnownWithoutAValidConfiguration() {
    assertThat(Configuration.failFast(Map.of())).isFalse();
    assertThat(Configuration.failFast(Map.of("O2_FAIL_FAST", "1"))).isFalse();
    assertThat(Configuration.failFast(Map.of("O2_FAIL_FAST", " TRUE "))).isTrue();
  }
}
