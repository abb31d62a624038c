package ai.openobserve.lambda.chaos.check;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The summary of its records that a process logs at its end.
record Summary(long received, long delivered, long dropped, long unconfirmed, long held) {
  private static final Pattern RECEIVED = Pattern.compile("Records: .*?(\\d+) received");
  private static final Pattern DELIVERED = Pattern.compile("(\\d+) delivered");
  private static final Pattern DROPPED = Pattern.compile("(\\d+) dropped");
  private static final Pattern UNCONFIRMED = Pattern.compile("(\\d+) unconfirmed");
  private static final Pattern HELD = Pattern.compile("(\\d+) held");

  /// The last such line; empty if there is none.
  static Optional<Summary> of(List<String> lines) {
    return lines.reversed().stream()
        .filter(line -> RECEIVED.matcher(line).find())
        .findFirst()
        .map(line ->
            new Summary(
                number(RECEIVED, line),
                number(DELIVERED, line),
                number(DROPPED, line),
                number(UNCONFIRMED, line),
                number(HELD, line)));
  }

  private static long number(Pattern pattern, String line) {
    Matcher found = pattern.matcher(line);
    return found.find() ? Long.parseLong(found.group(1)) : 0;
  }
}
