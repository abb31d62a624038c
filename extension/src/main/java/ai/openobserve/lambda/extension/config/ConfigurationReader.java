package ai.openobserve.lambda.extension.config;

import ai.openobserve.lambda.extension.log.LogLevel;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// Builds a [Configuration] from environment variables. Their names, defaults and ranges are
/// defined only here and in the readers that this calls.
final class ConfigurationReader {
  private static final String DEFAULT_ENDPOINT = "https://api.openobserve.ai";

  /// Lambda's longest function timeout; a longer wait makes no sense.
  private static final long LONGEST_MS = 900_000;

  private ConfigurationReader() {}

  static Configuration read(VariableReader variables, Map<String, String> environment)
      throws ConfigurationException {
    variables.flag("O2_ENABLED", true);
    String organizationId = organization(variables);
    AuthorizationSetting authorization = AuthorizationReader.read(variables, environment);
    URI endpoint = endpoint(variables);
    String stream = stream(variables);
    long initialRetryDelayMs = variables.number("O2_INITIAL_RETRY_DELAY_MS", 1000, 1, LONGEST_MS);
    long maxRetryDelayMs =
        variables.number(
            "O2_MAX_RETRY_DELAY_MS", Math.max(30_000, initialRetryDelayMs), 1, LONGEST_MS);
    if (maxRetryDelayMs < initialRetryDelayMs) {
      variables.error(
          "O2_MAX_RETRY_DELAY_MS is '"
              + maxRetryDelayMs
              + "': expected a whole number from O2_INITIAL_RETRY_DELAY_MS, here "
              + initialRetryDelayMs
              + ", to "
              + LONGEST_MS);
    }
    Configuration configuration =
        new Configuration(
            organizationId,
            authorization,
            endpoint,
            stream,
            batchSize(variables),
            Duration.ofMillis(variables.number("O2_FLUSH_INTERVAL_MS", 5000, 10, LONGEST_MS)),
            Math.toIntExact(variables.number("O2_MAX_BUFFER_SIZE_MB", 10, 1, 256) << 20),
            Duration.ofMillis(variables.number("O2_REQUEST_TIMEOUT_MS", 30_000, 1, LONGEST_MS)),
            Math.toIntExact(variables.number("O2_MAX_RETRIES", 3, 0, 100)),
            Duration.ofMillis(initialRetryDelayMs),
            Duration.ofMillis(maxRetryDelayMs),
            variables.choice("O2_FLUSH_STRATEGY", FlushStrategy.AUTO),
            Duration.ofMillis(variables.number("O2_FLUSH_BUDGET_MS", 1000, 0, LONGEST_MS)),
            variables.choices("O2_TELEMETRY_TYPES", TelemetryType.class),
            variables.choice("O2_COMPRESSION", Compression.GZIP),
            variables.flag("O2_METADATA", true),
            RecordOptions.read(variables),
            FilterOptions.read(variables),
            variables.flag("O2_METRICS", false),
            variables.choice("O2_LOG_LEVEL", logLevel(environment)),
            variables.flag("O2_FAIL_FAST", false),
            proxy(variables, environment, endpoint),
            certificateFile(variables));
    List<String> errors = variables.errors();
    if (!errors.isEmpty()) {
      throw new ConfigurationException(errors);
    }
    return configuration;
  }

  /// `O2_LOG_LEVEL`, else `LOG_LEVEL`, which belongs to the user's function and is therefore never
  /// an error here.
  static LogLevel logLevel(Map<String, String> environment) {
    for (String name : List.of("O2_LOG_LEVEL", "LOG_LEVEL")) {
      String value = environment.get(name);
      LogLevel level = value == null ? null : VariableReader.find(LogLevel.class, value.strip());
      if (level != null) {
        return level;
      }
    }
    return LogLevel.INFO;
  }

  private static OptionalInt batchSize(VariableReader variables) {
    int size = (int) variables.number("O2_BATCH_SIZE", 0, 1, 10_000);
    // Shown as 100, but if it is unset, a backlog goes out in larger requests.
    variables.text("O2_BATCH_SIZE", "100");
    return size == 0 ? OptionalInt.empty() : OptionalInt.of(size);
  }

  private static String organization(VariableReader variables) {
    String organization = variables.required("O2_ORGANIZATION_ID");
    // In a path, '.' and '..' would send requests elsewhere.
    boolean safe = !organization.equals(".") && !organization.equals("..");
    for (int i = 0; i < organization.length(); i++) {
      safe &= isPathSafe(organization.charAt(i));
    }
    if (!safe) {
      variables.error(
          "O2_ORGANIZATION_ID is '"
              + VariableReader.shown(organization)
              + "': expected letters, digits, '_', '-' and '.'");
    }
    return organization;
  }

  private static boolean isPathSafe(char c) {
    return isLetterOrDigit(c) || c == '_' || c == '-' || c == '.';
  }

  private static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  /// OpenObserve stores stream names in lower case, and silently uses another stream for a name
  /// with other characters.
  private static String stream(VariableReader variables) {
    String stream = variables.text("O2_STREAM", "default");
    if (stream == null) {
      return "default";
    }
    for (int i = 0; i < stream.length(); i++) {
      char c = stream.charAt(i);
      if (!isLetterOrDigit(c) && c != '_' && c != ':') {
        variables.error(
            "O2_STREAM is '"
                + VariableReader.shown(stream)
                + "': expected letters, digits, '_' and ':'");
        break;
      }
    }
    return stream.toLowerCase(Locale.ROOT);
  }

  private static ProxySettings proxy(
      VariableReader variables, Map<String, String> environment, URI endpoint) {
    try {
      return ProxySettings.of(environment, endpoint);
    } catch (IllegalArgumentException e) {
      variables.error(String.valueOf(e.getMessage()));
      return ProxySettings.DIRECT;
    }
  }

  private static @Nullable Path certificateFile(VariableReader variables) {
    String name = variables.text("SSL_CERT_FILE");
    if (name == null) {
      return null;
    }
    Path file = Path.of(name);
    if (!Files.isReadable(file)) {
      variables.error(
          "SSL_CERT_FILE is '"
              + VariableReader.shown(name)
              + "': expected a readable PEM file of certificates");
    }
    return file;
  }

  private static URI endpoint(VariableReader variables) {
    String value = variables.text("O2_ENDPOINT", DEFAULT_ENDPOINT);
    String text = value == null ? DEFAULT_ENDPOINT : value;
    String problem;
    try {
      URI uri = new URI(text);
      problem = problemOf(uri);
      if (problem == null) {
        String base = uri.toString();
        while (base.endsWith("/")) {
          base = base.substring(0, base.length() - 1);
        }
        return new URI(base);
      }
    } catch (URISyntaxException e) {
      problem = "expected a URL such as " + DEFAULT_ENDPOINT;
    }
    boolean credentials = text.indexOf('@') >= 0;
    variables.error(
        "O2_ENDPOINT is "
            + (credentials ? "(not shown)" : "'" + VariableReader.shown(text) + "'")
            + ": "
            + problem);
    return URI.create(DEFAULT_ENDPOINT);
  }

  private static @Nullable String problemOf(URI uri) {
    String scheme = uri.getScheme();
    if (!"http".equalsIgnoreCase(scheme) && !"https".equalsIgnoreCase(scheme)) {
      return "expected a URL that begins with http:// or https://";
    }
    if (uri.getRawUserInfo() != null) {
      return "put credentials into O2_AUTHORIZATION_HEADER, not into the URL";
    }
    if (uri.getHost() == null) {
      return "expected a URL with a host";
    }
    if (uri.getPort() == 0 || uri.getPort() > 65_535) {
      return "expected a port from 1 to 65535";
    }
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      return "expected a base URL without '?' and '#'";
    }
    return null;
  }
}
