package ai.openobserve.lambda.cdk.variables;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the extension accepts, variable by variable.
public final class Rules {
  /// Lambda's longest function timeout: the extension accepts no longer duration.
  static final long LONGEST_MS = 900_000;

  /// The extension's default for `O2_INITIAL_RETRY_DELAY_MS`.
  static final String DEFAULT_INITIAL_RETRY_DELAY_MS = "1000";

  private static final Map<String, Range> NUMBERS =
      Map.of(
          "O2_BATCH_SIZE", new Range(1, 10_000),
          "O2_FLUSH_INTERVAL_MS", new Range(10, LONGEST_MS),
          "O2_MAX_BUFFER_SIZE_MB", new Range(1, 256),
          "O2_REQUEST_TIMEOUT_MS", new Range(1, LONGEST_MS),
          "O2_MAX_RETRIES", new Range(0, 100),
          "O2_INITIAL_RETRY_DELAY_MS", new Range(1, LONGEST_MS),
          "O2_MAX_RETRY_DELAY_MS", new Range(1, LONGEST_MS),
          "O2_FLUSH_BUDGET_MS", new Range(0, LONGEST_MS));

  private static final List<String> FLAG = List.of("true", "false");

  private static final Map<String, List<String>> WORDS =
      Map.ofEntries(
          Map.entry("O2_FLUSH_STRATEGY", List.of("auto", "end", "continuous", "periodic")),
          Map.entry("O2_TELEMETRY_TYPES", List.of("platform", "function", "extension")),
          Map.entry("O2_COMPRESSION", List.of("gzip", "none")),
          Map.entry("O2_RECORD_SHAPE", List.of("record", "message")),
          Map.entry("O2_MIN_LEVEL", List.of("trace", "debug", "info", "warn", "error")),
          Map.entry("O2_LOG_LEVEL", List.of("error", "warn", "info", "debug")),
          Map.entry("O2_METADATA", FLAG),
          Map.entry("O2_RECORD_ID", FLAG),
          Map.entry("O2_METRICS", FLAG),
          Map.entry("O2_DEBUG_ON_ERROR", FLAG),
          Map.entry("O2_SECRETS_EXTENSION", FLAG),
          Map.entry("O2_FAIL_FAST", FLAG),
          Map.entry("O2_ENABLED", FLAG));

  static final Set<String> CREDENTIALS =
      Set.of("O2_AUTHORIZATION_HEADER", "O2_AUTHORIZATION_SECRET", "O2_AUTHORIZATION_PARAMETER");

  /// Variables whose text has rules of its own.
  private static final Set<String> TEXTS =
      Set.of("O2_SERVICE", "O2_ENV", "O2_TAGS", "O2_EXCLUDE", "O2_REDACT");

  /// Characters of a value shown in a message.
  private static final int SHOWN = 100;

  private static final Pattern ORGANIZATION = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9_.-]+");
  private static final Pattern STREAM = Pattern.compile("[A-Za-z0-9_:]+");

  /// Every variable that the extension reads.
  static final Set<String> NAMES = names();

  private Rules() {}

  static Range range(String name) {
    return Objects.requireNonNull(NUMBERS.get(name), name);
  }

  /// What is allowed instead, or null if the extension accepts the value or does not read the
  /// variable.
  public static @Nullable String problem(String name, String value) {
    String text = value.strip();
    return switch (name) {
      case "O2_ORGANIZATION_ID" -> allowedUnless(ORGANIZATION.matcher(text).matches(), name);
      case "O2_STREAM" -> allowedUnless(STREAM.matcher(text).matches(), name);
      case "O2_ENDPOINT" -> Endpoints.problem(text);
      case "O2_EXCLUDE", "O2_REDACT" -> Patterns.problem(text);
      case "O2_TAGS" -> Tags.problem(text);
      case "O2_SERVICE", "O2_ENV" -> allowedUnless(text.length() <= Tags.LONGEST_TEXT, name);
      default -> allowedUnless(isNumber(name, text) && isWord(name, text), name);
    };
  }

  private static @Nullable String allowedUnless(boolean accepted, String name) {
    return accepted ? null : allowed(name);
  }

  /// The start of a value, for a message.
  public static String shown(String value) {
    return value.length() <= SHOWN ? value : value.substring(0, SHOWN) + "…";
  }

  static String allowed(String name) {
    if (NUMBERS.containsKey(name)) {
      return "a whole number from " + range(name).least() + " to " + range(name).most();
    }
    List<String> words = WORDS.get(name);
    if (words != null) {
      return "one of " + String.join(", ", words);
    }
    if (TEXTS.contains(name)) {
      return "text of at most " + Tags.LONGEST_TEXT + " characters";
    }
    return switch (name) {
      case "O2_ORGANIZATION_ID" -> "letters, digits, '_', '-' and '.'";
      case "O2_STREAM" -> "letters, digits, '_' and ':'";
      default -> Endpoints.ALLOWED;
    };
  }

  private static boolean isNumber(String name, String text) {
    Range range = NUMBERS.get(name);
    return range == null
        || (text.matches("[+-]?\\d{1,18}") && range.contains(Long.parseLong(text)));
  }

  private static boolean isWord(String name, String text) {
    List<String> words = WORDS.get(name);
    return words == null
        || Arrays.stream(
                (name.equals("O2_TELEMETRY_TYPES") ? text : text.replace(',', '?')).split(",", -1))
            .allMatch(part -> words.contains(part.strip().toLowerCase(Locale.ROOT)));
  }

  private static Set<String> names() {
    Set<String> names = new TreeSet<>(NUMBERS.keySet());
    names.addAll(WORDS.keySet());
    names.addAll(TEXTS);
    names.addAll(CREDENTIALS);
    names.addAll(List.of("O2_ORGANIZATION_ID", "O2_ENDPOINT", "O2_STREAM"));
    return names;
  }
}
