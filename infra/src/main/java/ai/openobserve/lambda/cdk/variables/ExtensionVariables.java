package ai.openobserve.lambda.cdk.variables;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Size;
import software.amazon.awscdk.Token;

/// Collects the extension's variables, and what is wrong with them.
///
/// A variable that is not set is not added to the function's environment: defaults are the
/// extension's.
public final class ExtensionVariables {
  public static final String ORGANIZATION_ID = "O2_ORGANIZATION_ID";
  public static final String AUTHORIZATION_HEADER = "O2_AUTHORIZATION_HEADER";

  private static final Pattern VARIABLE_NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9_]+");

  /// Variables that have a checked setter of their own.
  public static final Set<String> TYPED = Rules.NAMES;

  public static final String SECRETS_EXTENSION = "O2_SECRETS_EXTENSION";

  /// The variables for the credential, or for where to read it. The extension accepts only one of
  /// them.
  public static final Set<String> CREDENTIALS = Rules.CREDENTIALS;

  private final Map<String, String> values = new LinkedHashMap<>();
  private final Map<String, String> problems = new LinkedHashMap<>();

  public void text(String name, String value) {
    accept(name, value);
  }

  /// A value from a fixed set, which the caller's type guarantees.
  public void choice(String name, @Nullable String value) {
    if (value == null) {
      refuse(name, "null", Rules.allowed(name));
    } else {
      accept(name, value);
    }
  }

  /// Text that the extension reads unchanged.
  public void checked(String name, @Nullable String value) {
    if (value != null && Token.isUnresolved(value)) {
      accept(name, value);
      return;
    }
    String problem = value == null ? Rules.allowed(name) : Rules.problem(name, value);
    if (problem == null) {
      accept(name, String.valueOf(value));
    } else {
      refuse(name, Endpoints.withoutUser(String.valueOf(value)), problem);
    }
  }

  public void number(String name, int value) {
    if (value == Integer.MIN_VALUE) {
      refuse(name, "a number known only at deployment", "one known at synth");
    } else {
      number(name, value, Integer.toString(value), "a whole number from %d to %d");
    }
  }

  public void milliseconds(String name, @Nullable Duration value) {
    if (value == null || Boolean.TRUE.equals(value.isUnresolved())) {
      refuse(
          name,
          value == null ? "null" : "a duration known only at deployment",
          "one known at synth");
      return;
    }
    long millis = value.toMilliseconds().longValue();
    number(name, millis, millis + " ms", "a duration from %d to %d ms");
  }

  public void mebibytes(String name, @Nullable Size value) {
    if (value == null || Boolean.TRUE.equals(value.isUnresolved())) {
      refuse(
          name, value == null ? "null" : "a size known only at deployment", "one known at synth");
      return;
    }
    double mebibytes = value.toKibibytes().doubleValue() / 1024;
    boolean whole = mebibytes == Math.rint(mebibytes);
    number(
        name, whole ? (long) mebibytes : -1, mebibytes + " MiB", "whole mebibytes from %d to %d");
  }

  private void number(String name, long value, String shown, String allowed) {
    Range range = Rules.range(name);
    if (range.contains(value)) {
      accept(name, Long.toString(value));
    } else {
      refuse(name, shown, String.format(allowed, range.least(), range.most()));
    }
  }

  /// Requires the longest retry delay to be no shorter than the first.
  public void requireOrderedRetryDelays() {
    String most = values.get("O2_MAX_RETRY_DELAY_MS");
    String initial =
        values.getOrDefault("O2_INITIAL_RETRY_DELAY_MS", Rules.DEFAULT_INITIAL_RETRY_DELAY_MS);
    if (most != null && Long.parseLong(most) < Long.parseLong(initial)) {
      refuse(
          "O2_MAX_RETRY_DELAY_MS",
          most + " ms",
          "a duration from O2_INITIAL_RETRY_DELAY_MS, here "
              + initial
              + " ms, to "
              + Rules.LONGEST_MS
              + " ms");
    }
  }

  /// A variable that has no setter of its own.
  public void other(@Nullable String name, @Nullable String value) {
    if (name == null || value == null) {
      problems.put("null", "environment(" + name + ", …): name and value must not be null");
    } else if (TYPED.contains(name)) {
      problems.put(
          name, "environment(\"" + name + "\", …): use its own property, which checks the value");
    } else if (!VARIABLE_NAME.matcher(name).matches() || name.startsWith("AWS_")) {
      problems.put(
          name,
          "environment(\""
              + name
              + "\", …): expected a name of at least two letters, digits and _ that begins with a"
              + " letter, and not with AWS_, which Lambda reserves");
    } else {
      accept(name, value);
    }
  }

  /// The accepted values.
  public Map<String, String> values() {
    return new LinkedHashMap<>(values);
  }

  public boolean isMissing(String name) {
    return !values.containsKey(name) && !problems.containsKey(name);
  }

  public boolean isSet(String name) {
    return values.containsKey(name);
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
    problems.put(name, name + ": \"" + Rules.shown(value) + "\" is invalid; expected " + allowed);
  }
}
