package ai.openobserve.lambda.demo.balance;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The summary that the extension logs when it shuts down: `INFO Records: 125 received, 123
/// delivered, 2 dropped (buffer full 2), 0 held`.
///
/// @param remark the rest of the line, for example how many records Lambda dropped; empty if there
///   is none
public record Summary(long received, long delivered, long dropped, long held, String remark) {
  private static final Pattern LINE =
      Pattern.compile(
          "\\bRecords: (\\d+) received, (\\d+) delivered, (\\d+) dropped(?: \\([^)]*\\))?, (\\d+) held(?:; (.*))?");

  /// The neutral element of [#plus].
  static final Summary NOTHING = new Summary(0, 0, 0, 0, "");

  /// The last summary among an extension's lines.
  public static Optional<Summary> in(List<String> lines) {
    return lines.reversed().stream()
        .map(LINE::matcher)
        .filter(m -> m.find())
        .findFirst()
        .map(m ->
            new Summary(
                Long.parseLong(m.group(1)),
                Long.parseLong(m.group(2)),
                Long.parseLong(m.group(3)),
                Long.parseLong(m.group(4)),
                Objects.requireNonNullElse(m.group(5), "").strip()));
  }

  Summary plus(Summary other) {
    return new Summary(
        received + other.received,
        delivered + other.delivered,
        dropped + other.dropped,
        held + other.held,
        Stream.of(remark, other.remark)
            .filter(r -> !r.isEmpty())
            .collect(Collectors.joining("; ")));
  }

  /// Whether everything received was delivered, with no further remark.
  boolean isComplete() {
    return received == delivered && dropped == 0 && held == 0 && remark.isEmpty();
  }
}
