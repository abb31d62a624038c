package ai.openobserve.lambda.extension.config;

import ai.openobserve.lambda.extension.log.LogLevel;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The extension's configuration. [#read] returns valid ones only, every value within its
/// documented range; the constructor does not validate.
///
/// @param endpoint base URL without a trailing slash, including any path prefix
/// @param batchSize most records in one request, if the user set it
/// @param maxBufferBytes most memory for records not yet delivered
/// @param maxRetries retries after the first attempt
/// @param metrics whether invocations and delivery are measured
/// @param failFast whether a configuration error fails the init phase
/// @param certificateFile PEM file of the authorities to trust, or null for the built-in ones
public record Configuration(
    String organizationId,
    AuthorizationSetting authorization,
    URI endpoint,
    String stream,
    OptionalInt batchSize,
    Duration flushInterval,
    int maxBufferBytes,
    Duration requestTimeout,
    int maxRetries,
    Duration initialRetryDelay,
    Duration maxRetryDelay,
    FlushStrategy flushStrategy,
    Duration flushBudget,
    Set<TelemetryType> telemetryTypes,
    Compression compression,
    boolean metadata,
    RecordOptions records,
    FilterOptions filters,
    boolean metrics,
    LogLevel logLevel,
    boolean failFast,
    ProxySettings proxy,
    @Nullable Path certificateFile) {

  public Configuration {
    telemetryTypes = Set.copyOf(telemetryTypes);
  }

  /// Reads and validates all variables.
  ///
  /// @throws ConfigurationException with every error, not only the first
  public static Configuration read(Map<String, String> environment) throws ConfigurationException {
    return ConfigurationReader.read(new VariableReader(environment), environment);
  }

  /// Every variable of the configuration, valid or not, for display. Credentials are not shown.
  public static List<Setting> settings(Map<String, String> environment) {
    VariableReader variables = VariableReader.remembering(environment);
    try {
      var _ = ConfigurationReader.read(variables, environment);
    } catch (ConfigurationException e) {
      // Only the variables matter here; read() reports the errors.
    }
    // Otherwise read only if the credential comes from a secret.
    variables.text("O2_SECRETS_EXTENSION", "false");
    return Settings.of(variables, environment);
  }

  /// `O2_ENABLED`: whether to do anything at all. Checked before anything else is validated, since
  /// a disabled extension does not need the rest; a malformed value counts as enabled and is
  /// reported with the other errors.
  public static boolean enabled(Map<String, String> environment) {
    return !"false".equals(VariableReader.normalized(environment.get("O2_ENABLED")));
  }

  /// `O2_FAIL_FAST`, which applies when the configuration as a whole is invalid.
  public static boolean failFast(Map<String, String> environment) {
    return "true".equals(VariableReader.normalized(environment.get("O2_FAIL_FAST")));
  }

  /// `O2_LOG_LEVEL`, for log lines written before or without a valid configuration.
  public static LogLevel logLevel(Map<String, String> environment) {
    return ConfigurationReader.logLevel(environment);
  }
}
