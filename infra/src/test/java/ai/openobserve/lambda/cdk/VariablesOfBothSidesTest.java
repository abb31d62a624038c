package ai.openobserve.lambda.cdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import ai.openobserve.lambda.cdk.variables.ExtensionVariables;
import ai.openobserve.lambda.cdk.variables.Rules;
import ai.openobserve.lambda.extension.config.Configuration;
import ai.openobserve.lambda.extension.config.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.AbstractMap;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.Size;

/// The construct accepts exactly what the extension accepts: names, ranges, choices and defaults of
/// both are compared.
class VariablesOfBothSidesTest {
  private static final Map<String, String> MINIMUM =
      Map.of("O2_ORGANIZATION_ID", "acme", "O2_AUTHORIZATION_HEADER", "Basic eA==");

  private static final Map<String, String> MINIMUM_AT_RUN_TIME =
      Map.of(
          "O2_ORGANIZATION_ID",
          "acme",
          "O2_AUTHORIZATION_SECRET",
          "o2",
          "AWS_REGION",
          "eu-west-1",
          "AWS_ACCESS_KEY_ID",
          "id",
          "AWS_SECRET_ACCESS_KEY",
          "key",
          "AWS_SESSION_TOKEN",
          "token");

  /// A property with a number, in the unit of its variable.
  interface Numeric extends BiConsumer<OpenObserveLayerProps.Builder, Long> {}

  private static Arguments numeric(String variable, Numeric property) {
    return arguments(variable, property);
  }

  static Stream<Arguments> numbers() {
    return Stream.of(
        numeric("O2_BATCH_SIZE", (b, n) -> b.batchSize(n.intValue())),
        numeric("O2_FLUSH_INTERVAL_MS", (b, n) -> b.flushInterval(millis(n))),
        numeric("O2_MAX_BUFFER_SIZE_MB", (b, n) -> b.maxBufferSize(Size.mebibytes(n))),
        numeric("O2_REQUEST_TIMEOUT_MS", (b, n) -> b.requestTimeout(millis(n))),
        numeric("O2_MAX_RETRIES", (b, n) -> b.maxRetries(n.intValue())),
        numeric(
            "O2_INITIAL_RETRY_DELAY_MS",
            (b, n) -> b.initialRetryDelay(millis(n)).maxRetryDelay(millis(900_000))),
        numeric(
            "O2_MAX_RETRY_DELAY_MS",
            (b, n) -> b.initialRetryDelay(millis(1)).maxRetryDelay(millis(n))),
        numeric("O2_FLUSH_BUDGET_MS", (b, n) -> b.flushBudget(millis(n))));
  }

  @Test
  void theNamesAreTheSame() throws ConfigurationException {
    Set<String> asked = new TreeSet<>();
    Configuration.read(recording(MINIMUM, asked));
    Configuration.read(recording(MINIMUM_AT_RUN_TIME, asked));
    asked.removeIf(name -> !name.startsWith("O2_"));
    assertThat(new TreeSet<>(ExtensionVariables.TYPED))
        .as("a property of OpenObserveSettings for each variable that the extension reads")
        .isEqualTo(asked);
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void theRangesAreTheSame(String variable, Numeric property) {
    Matcher range =
        Pattern.compile("from (\\d+|O2_\\w+, here \\d+,) to (\\d+)")
            .matcher(String.valueOf(problem(with(variable, "999999999999"))));
    assertThat(range.find()).as(variable).isTrue();
    long least = Long.parseLong(range.group(1).replaceAll("\\D+", " ").strip());
    long most = Long.parseLong(range.group(2));
    assertThat(problem(with(variable, Long.toString(least)))).isNull();
    assertThat(problem(with(variable, Long.toString(most)))).isNull();

    assertThat(accepts(property, least)).as("%s=%d", variable, least).isTrue();
    assertThat(accepts(property, most)).as("%s=%d", variable, most).isTrue();
    assertThat(accepts(property, most + 1)).as("%s=%d", variable, most + 1).isFalse();
    if (least > 0) {
      assertThat(accepts(property, least - 1)).as("%s=%d", variable, least - 1).isFalse();
    }
  }

  @Test
  void everyNumberIsCovered() {
    Set<String> numbers = new TreeSet<>();
    for (String variable : ExtensionVariables.TYPED) {
      if (String.valueOf(problem(with(variable, "999999999999"))).contains("whole number")) {
        numbers.add(variable);
      }
    }
    assertThat(numbers())
        .extracting(arguments -> (String) arguments.get()[0])
        .containsExactlyInAnyOrderElementsOf(numbers);
  }

  @Test
  void theChoicesAreTheSame() {
    assertThat(choices("O2_FLUSH_STRATEGY")).isEqualTo(values(FlushStrategy.values()));
    assertThat(choices("O2_TELEMETRY_TYPES")).isEqualTo(values(TelemetryType.values()));
    assertThat(choices("O2_COMPRESSION")).isEqualTo(values(Compression.values()));
    assertThat(choices("O2_LOG_LEVEL")).isEqualTo(values(LogLevel.values()));
    assertThat(choices("O2_RECORD_SHAPE")).isEqualTo(values(RecordShape.values()));
    assertThat(choices("O2_MIN_LEVEL")).isEqualTo(values(RecordLevel.values()));
  }

  /// Values that a function sets itself are checked by the same rules.
  @ParameterizedTest
  @ValueSource(strings = {"no-such-choice", " TRUE ", "5", "+5", "-1", "Gzip", "gzip,none", "WARN"})
  void theRulesForAFunctionsOwnValuesAreTheSame(String value) {
    Set<String> checkedByTheExtension = new TreeSet<>(ExtensionVariables.CREDENTIALS);
    checkedByTheExtension.add("O2_ENABLED");
    for (String variable : ExtensionVariables.TYPED) {
      if (!checkedByTheExtension.contains(variable)) {
        assertSame(variable, value, Rules.problem(variable, value) == null);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "acme",
        "a.b-c_1",
        ".",
        "..",
        "...",
        "a/b",
        "a b",
        "ä",
        "default",
        "2Nt0ZAbcDEF",
        "a:b",
        "%41"
      })
  void organizationsAreTheSame(String organization) {
    assertSame("O2_ORGANIZATION_ID", organization, accepted(b -> b.organizationId(organization)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"default", "shop:logs_1", "Shop", "a-b", "a.b", "a b", "é", "a/b"})
  void streamsAreTheSame(String stream) {
    assertSame("O2_STREAM", stream, accepted(b -> b.stream(stream)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://api.openobserve.ai",
        "http://o2.internal:5080/x/",
        "HTTPS://o2.example.com",
        "https://[::1]:5080",
        "https://o2_internal.example.com",
        "https://o2.example.com:0",
        "https://o2.example.com:65536",
        "https://o2.example.com:",
        "https://user:x@o2.example.com",
        "https://o2.example.com?a=b",
        "https://o2.example.com#a",
        "https://",
        "https:///api",
        "o2.example.com",
        "ftp://o2.example.com",
        "https://o2 .example.com"
      })
  void endpointsAreTheSame(String endpoint) {
    assertSame("O2_ENDPOINT", endpoint, accepted(b -> b.endpoint(endpoint)));
  }

  /// The construct leaves defaults to the extension, but its documentation states them.
  @Test
  void theDocumentedDefaultsAreTheExtensions() throws ConfigurationException, IOException {
    Configuration defaults = Configuration.read(MINIMUM);
    Map<String, String> documented = new LinkedHashMap<>();
    documented.put("endpoint", "`" + defaults.endpoint() + "`");
    documented.put("stream", "`" + defaults.stream() + "`");
    documented.put("flushInterval", seconds(defaults.flushInterval()));
    documented.put("maxBufferSize", (defaults.maxBufferBytes() >> 20) + " MiB");
    documented.put("requestTimeout", seconds(defaults.requestTimeout()));
    documented.put("maxRetries", Integer.toString(defaults.maxRetries()));
    documented.put("initialRetryDelay", seconds(defaults.initialRetryDelay()));
    documented.put("maxRetryDelay", seconds(defaults.maxRetryDelay()));
    documented.put("flushStrategy", "[FlushStrategy#" + defaults.flushStrategy() + "]");
    documented.put("flushBudget", seconds(defaults.flushBudget()));
    documented.put("compression", "[Compression#" + defaults.compression() + "]");
    documented.put("metadata", "`" + defaults.metadata() + "`");
    documented.put("metrics", "`" + defaults.metrics() + "`");
    documented.put("logLevel", "[LogLevel#" + defaults.logLevel() + "]");
    documented.put("failFast", "`" + defaults.failFast() + "`");
    documented.put("enabled", "`" + Configuration.enabled(MINIMUM) + "`");
    assertThat(defaults.telemetryTypes()).hasSize(TelemetryType.values().length);
    assertThat(defaults.batchSize()).isEmpty();

    String source =
        Files.readString(
            Path.of("src/main/java/ai/openobserve/lambda/cdk/OpenObserveSettings.java"));
    documented.forEach((property, value) ->
        assertThat(documentation(source, property)).contains(value + " by default"));
  }

  private static String documentation(String source, String property) {
    Matcher method =
        Pattern.compile("((?:  ///.*\\n)+)  public B " + property + "\\(").matcher(source);
    assertThat(method.find()).as(property).isTrue();
    return method.group(1).replaceAll("\\s*///\\s*", " ");
  }

  private static void assertSame(String variable, String value, boolean accepted) {
    assertThat(accepted)
        .as("the construct accepts %s=%s", variable, value)
        .isEqualTo(problem(with(variable, value)) == null);
  }

  private static boolean accepts(Numeric property, long value) {
    return accepted(b -> property.accept(b, value));
  }

  /// Everything else is valid, so only the value under test can be refused.
  private static boolean accepted(Consumer<OpenObserveLayerProps.Builder> set) {
    OpenObserveLayerProps.Builder builder =
        OpenObserveLayerProps.builder()
            .organizationId("acme")
            .authorization(OpenObserveAuthorization.fromSecretName("o2"));
    try {
      set.accept(builder);
      builder.build();
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static Set<String> choices(String variable) {
    Matcher allowed =
        Pattern.compile("expected (?:one of|a comma-separated list of) (.*)")
            .matcher(String.valueOf(problem(with(variable, "no-such-choice"))));
    assertThat(allowed.find()).as(variable).isTrue();
    return new TreeSet<>(List.of(allowed.group(1).split(", ")));
  }

  private static Set<String> values(Enum<?>[] constants) {
    Set<String> values = new TreeSet<>();
    Arrays.stream(constants).map(c -> c.name().toLowerCase(Locale.ROOT)).forEach(values::add);
    return values;
  }

  private static Map<String, String> with(String variable, String value) {
    boolean atRunTime = variable.equals(ExtensionVariables.SECRETS_EXTENSION);
    Map<String, String> environment =
        new LinkedHashMap<>(atRunTime ? MINIMUM_AT_RUN_TIME : MINIMUM);
    environment.put(variable, value);
    if (variable.equals("O2_MAX_RETRY_DELAY_MS")) {
      environment.put("O2_INITIAL_RETRY_DELAY_MS", "1");
    }
    return environment;
  }

  private static @Nullable String problem(Map<String, String> environment) {
    try {
      Configuration.read(environment);
      return null;
    } catch (ConfigurationException e) {
      return String.join("\n", e.errors());
    }
  }

  private static software.amazon.awscdk.Duration millis(long millis) {
    return software.amazon.awscdk.Duration.millis(millis);
  }

  private static String seconds(Duration duration) {
    return duration.toSeconds() + " s";
  }

  /// A minimal valid environment that records the names it is asked for.
  private static Map<String, String> recording(Map<String, String> minimum, Set<String> asked) {
    return new AbstractMap<>() {
      @Override
      public @Nullable String get(Object name) {
        asked.add(String.valueOf(name));
        return minimum.get(name);
      }

      @Override
      public Set<Entry<String, String>> entrySet() {
        return minimum.entrySet();
      }
    };
  }
}
