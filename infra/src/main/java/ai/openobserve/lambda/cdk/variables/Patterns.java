package ai.openobserve.lambda.cdk.variables;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/// What a pattern for records may look like: the extension's own rules, checked with the library it
/// uses, so that a pattern it would reject at start fails the synth.
final class Patterns {
  private static final String ALLOWED =
      "a regular expression in RE2's syntax that does not match the empty text (this one: ";
  private static final int LONGEST = 1000;

  /// Nested repetitions multiply, and so does the memory that a pattern takes.
  private static final int MOST_REPETITIONS = 1000;

  private Patterns() {}

  /// What is allowed instead, or null if the pattern is valid. Empty text counts as not set.
  static @Nullable String problem(String pattern) {
    String problem = pattern.isEmpty() ? null : why(pattern);
    return problem == null ? null : ALLOWED + problem + ")";
  }

  private static @Nullable String why(String pattern) {
    if (pattern.length() > LONGEST) {
      return "longer than " + LONGEST + " characters";
    }
    if (repetitions(pattern) > MOST_REPETITIONS) {
      return "its repetitions {…} multiply to more than " + MOST_REPETITIONS;
    }
    try {
      return Pattern.compile(pattern).matcher("").find()
          ? "it matches every record, even an empty one"
          : null;
    } catch (PatternSyntaxException e) {
      return e.getDescription();
    }
  }

  /// The product of the largest numbers in all braces, capped once it exceeds the limit.
  private static long repetitions(String pattern) {
    long product = 1;
    int open = pattern.indexOf('{');
    while (open >= 0 && product <= MOST_REPETITIONS) {
      int end = open + 1;
      long largest = 0;
      long number = 0;
      while (end < pattern.length() && isCount(pattern.charAt(end))) {
        char c = pattern.charAt(end++);
        number = c == ',' ? 0 : Math.min(number * 10 + c - '0', Integer.MAX_VALUE);
        largest = Math.max(largest, number);
      }
      boolean closed = end < pattern.length() && pattern.charAt(end) != '{';
      product *= closed ? Math.max(1, largest) : 1;
      open = pattern.indexOf('{', end);
    }
    return product;
  }

  private static boolean isCount(char c) {
    return c == ',' || (c >= '0' && c <= '9');
  }
}
