package ai.openobserve.lambda.extension.config;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/// What the user has chosen not to send. Patterns have [RE2's
/// syntax](https://github.com/google/re2/wiki/Syntax) and match in linear time.
///
/// @param exclude pattern whose matching records are not sent, or null
/// @param redact pattern whose matches in a record are replaced, or null
/// @param minLevel the least severe level that is sent, or null for all
/// @param debugOnError whether less severe records are sent anyway if their invocation fails
public record FilterOptions(
    @Nullable Pattern exclude,
    @Nullable Pattern redact,
    @Nullable RecordLevel minLevel,
    boolean debugOnError) {
  /// Everything is sent unchanged.
  public static final FilterOptions NONE = new FilterOptions(null, null, null, false);

  private static final int LONGEST_PATTERN = 1000;

  /// Nested repetitions multiply, and so does the memory that a pattern takes.
  private static final int MOST_REPETITIONS = 1000;

  static FilterOptions read(VariableReader variables) {
    boolean debugOnError = variables.flag("O2_DEBUG_ON_ERROR", false);
    RecordLevel minLevel = minLevel(variables);
    if (debugOnError && minLevel == null) {
      // Without a level there would be nothing to hold back.
      minLevel = RecordLevel.INFO;
    }
    return new FilterOptions(
        pattern(variables, "O2_EXCLUDE"), pattern(variables, "O2_REDACT"), minLevel, debugOnError);
  }

  /// At most `error`, so that errors are never excluded by level.
  private static @Nullable RecordLevel minLevel(VariableReader variables) {
    String value = variables.text("O2_MIN_LEVEL");
    if (value == null) {
      return null;
    }
    RecordLevel level = VariableReader.find(RecordLevel.class, value);
    if (level == null || level.compareTo(RecordLevel.ERROR) > 0) {
      variables.error(
          "O2_MIN_LEVEL is '"
              + VariableReader.shown(value)
              + "': expected one of trace, debug, info, warn, error");
      return null;
    }
    return level;
  }

  private static @Nullable Pattern pattern(VariableReader variables, String name) {
    String value = variables.text(name);
    if (value == null) {
      return null;
    }
    String problem = problem(value);
    if (problem.isEmpty()) {
      try {
        Pattern pattern = Pattern.compile(value);
        if (!pattern.matcher("").find()) {
          return pattern;
        }
        problem = "it matches every record, even an empty one";
      } catch (PatternSyntaxException e) {
        problem = e.getDescription();
      }
    }
    variables.error(
        name
            + " is '"
            + VariableReader.shown(value)
            + "' ("
            + problem
            + "): expected a regular expression in RE2's syntax that does not match the empty text");
    return null;
  }

  private static String problem(String pattern) {
    if (pattern.length() > LONGEST_PATTERN) {
      return "longer than " + LONGEST_PATTERN + " characters";
    }
    return repetitions(pattern) > MOST_REPETITIONS
        ? "its repetitions {…} multiply to more than " + MOST_REPETITIONS
        : "";
  }

  private static long repetitions(String pattern) {
    long product = 1;
    long largest = 0;
    boolean inBraces = false;
    long number = 0;
    for (int i = 0; i < pattern.length() && product <= MOST_REPETITIONS; i++) {
      char c = pattern.charAt(i);
      if (c == '{') {
        inBraces = true;
        largest = 0;
        number = 0;
      } else if (inBraces && c >= '0' && c <= '9') {
        number = Math.min(number * 10 + c - '0', Integer.MAX_VALUE);
        largest = Math.max(largest, number);
      } else if (inBraces && c == ',') {
        number = 0;
      } else if (inBraces) {
        inBraces = false;
        product *= Math.max(1, largest);
      }
    }
    return product;
  }
}
