package ai.openobserve.lambda.cdk.variables;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Size;
import software.amazon.awscdk.Token;

/// The extension's variables as they are being gathered, with what is wrong with them.
///
/// What is not set stays away from the function's environment: the defaults are the extension's.
public final class ExtensionVariables {
  public static final String ORGANIZATION_ID = "O2_ORGANIZATION_ID";
  public static final String AUTHORIZATION_HEADER = "O2_AUTHORIZATION_HEADER";

  private static final Pattern VARIABLE_NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9_]+");
  private static final Pattern ORGANIZATION = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9_.-]+");
  private static final Pattern STREAM = Pattern.compile("[A-Za-z0-9_:]+");

  /// Lambda's longest function time-out: the extension takes no longer wait.
  private static final long LONGEST_MS = 900_000;

  /// What the extension takes where `O2_INITIAL_RETRY_DELAY_MS` is not set.
  private static final String DEFAULT_INITIAL_RETRY_DELAY_MS = "1000";

  /// Those with methods of their own, which check the values.
  public static final Set<String> TYPED =
      Set.of(
          ORGANIZATION_ID,
          AUTHORIZATION_HEADER,
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
          "O2_RECORD_SHAPE",
          "O2_RECORD_ID",
          "O2_SERVICE",
          "O2_ENV",
          "O2_TAGS",
          "O2_EXCLUDE",
          "O2_REDACT",
          "O2_MIN_LEVEL",
          "O2_DEBUG_ON_ERROR",
          "O2_LOG_LEVEL",
          "O2_FAIL_FAST",
          "O2_ENABLED");

  /// Where the extension is to read the credential. They mean nothing beside a header, which the
  /// construct always sets.
  public static final Set<String> INSTEAD_OF_HEADER =
      Set.of("O2_AUTHORIZATION_SECRET", "O2_AUTHORIZATION_PARAMETER", "O2_SECRETS_EXTENSION");

  private final Map<String, String> values = new LinkedHashMap<>();
  private final Map<String, String> problems = new LinkedHashMap<>();

  public void text(String name, String value) {
    accept(name, value);
  }

  public void organization(String value) {
    matching(ORGANIZATION_ID, value, ORGANIZATION, "letters, digits, '_', '-' and '.'");
  }

  public void stream(String value) {
    matching("O2_STREAM", value, STREAM, "letters, digits, '_' and ':'");
  }

  private void matching(String name, String value, Pattern pattern, String allowed) {
    if (Token.isUnresolved(value) || pattern.matcher(value).matches()) {
      accept(name, value);
    } else {
      refuse(name, value, allowed);
    }
  }

  /// The base URL of OpenObserve.
  public void endpoint(String value) {
    String problem = Token.isUnresolved(value) ? null : Endpoints.problem(value);
    if (problem == null) {
      accept("O2_ENDPOINT", value);
    } else {
      refuse("O2_ENDPOINT", Endpoints.withoutUser(value), problem);
    }
  }

  public void number(String name, int value, int least, int most) {
    if (value >= least && value <= most) {
      accept(name, Integer.toString(value));
    } else {
      refuse(name, Integer.toString(value), "a whole number from " + least + " to " + most);
    }
  }

  public void milliseconds(String name, Duration value, int least) {
    if (Boolean.TRUE.equals(value.isUnresolved())) {
      refuse(name, "a duration known only at deploy", "one known at synth");
      return;
    }
    long millis = value.toMilliseconds().longValue();
    if (millis >= least && millis <= LONGEST_MS) {
      accept(name, Long.toString(millis));
    } else {
      refuse(name, millis + " ms", "a duration from " + least + " to " + LONGEST_MS + " ms");
    }
  }

  public void mebibytes(String name, Size value, int least, int most) {
    if (Boolean.TRUE.equals(value.isUnresolved())) {
      refuse(name, "a size known only at deploy", "one known at synth");
      return;
    }
    double kibibytes = value.toKibibytes().doubleValue();
    double mebibytes = kibibytes / 1024;
    if (mebibytes == Math.rint(mebibytes) && mebibytes >= least && mebibytes <= most) {
      accept(name, Long.toString((long) mebibytes));
    } else {
      refuse(name, mebibytes + " MiB", "whole mebibytes from " + least + " to " + most);
    }
  }

  /// The longest back-off is no shorter than the first.
  public void requireOrderedRetryDelays() {
    String most = values.get("O2_MAX_RETRY_DELAY_MS");
    String initial =
        values.getOrDefault("O2_INITIAL_RETRY_DELAY_MS", DEFAULT_INITIAL_RETRY_DELAY_MS);
    if (most != null && Long.parseLong(most) < Long.parseLong(initial)) {
      refuse(
          "O2_MAX_RETRY_DELAY_MS",
          most + " ms",
          "a duration from that of O2_INITIAL_RETRY_DELAY_MS, here "
              + initial
              + " ms, to "
              + LONGEST_MS
              + " ms");
    }
  }

  /// A variable that has no method of its own.
  public void other(String name, String value) {
    if (TYPED.contains(name)) {
      problems.put(
          name,
          "environment(\"" + name + "\", …): use the property for it, which checks the value");
    } else if (INSTEAD_OF_HEADER.contains(name)) {
      problems.put(
          name,
          "environment(\""
              + name
              + "\", …): it says where the credential is read at run time, and the construct sets"
              + " O2_AUTHORIZATION_HEADER instead, from the authorization property");
    } else if (!VARIABLE_NAME.matcher(name).matches() || name.startsWith("AWS_")) {
      problems.put(
          name,
          "environment(\""
              + name
              + "\", …): allowed are names that begin with a letter, of at least two letters, digits"
              + " and _, and not with AWS_, which is Lambda's");
    } else {
      accept(name, value);
    }
  }

  /// What has been accepted, and why the rest was not.
  public Map<String, String> values() {
    return new LinkedHashMap<>(values);
  }

  public boolean isMissing(String name) {
    return !values.containsKey(name) && !problems.containsKey(name);
  }

  public List<String> problems() {
    return new ArrayList<>(problems.values());
  }

  private void accept(String name, String value) {
    problems.remove(name);
    values.put(name, value);
  }

  private void refuse(String name, String value, String allowed) {
    values.remove(name);
    problems.put(name, name + ": \"" + value + "\" was given, and allowed is " + allowed);
  }
}
