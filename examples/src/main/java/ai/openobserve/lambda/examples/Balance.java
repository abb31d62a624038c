package ai.openobserve.lambda.examples;

import ai.openobserve.lambda.examples.Screen.Style;
import ai.openobserve.lambda.sandbox.sink.LineComparison;
import java.util.List;

/// All accounts together: printed, received, delivered, lost.
record Balance(List<Account> accounts) {
  private static final int NAME = 15;
  private static final int NUMBER = 10;

  Balance {
    accounts = List.copyOf(accounts);
  }

  /// Whether something ran, and every printed line has arrived exactly once. Where the destination
  /// cannot be read back: whether the extension says so.
  boolean isExact() {
    return !accounts.isEmpty() && accounts.stream().allMatch(a -> a.faults().isEmpty());
  }

  /// Writes the balance and its verdict.
  void show(Screen screen) {
    screen.line(Style.HEADING, "Balance");
    screen.line(
        Style.FAINT,
        "  "
            + Screen.padded("", NAME)
            + Screen.padded("  lines of the functions", 4 * NUMBER)
            + "  all records, by the extension's own count");
    row(
        screen,
        "function",
        List.of("printed", "arrived", "lost", "doubled"),
        List.of("received", "delivered", "dropped", "held"));
    accounts.forEach(a -> row(screen, a.function(), lines(List.of(a)), records(List.of(a))));
    row(screen, "all", lines(accounts), records(accounts));
    screen.blank();
    verdict(screen);
  }

  private void verdict(Screen screen) {
    for (var account : accounts) {
      account.faults().forEach(f -> screen.line(Style.BAD, account.function() + ": " + f));
    }
    if (accounts.isEmpty()) {
      screen.line(Style.BAD, "Nothing ran.");
    } else if (!isExact()) {
      screen.line(Style.BAD, "The balance is not even.");
    } else if (readBack()) {
      screen.line(
          Style.GOOD,
          "Every printed line has arrived exactly once, and so has every event of the platform.");
    } else {
      screen.line(
          Style.GOOD,
          "By the extension's own account everything it received was delivered. What this OpenObserve has stored"
              + " is not read back: look there.");
    }
  }

  private boolean readBack() {
    return accounts.stream().allMatch(a -> a.stored().isPresent());
  }

  private static List<String> lines(List<Account> accounts) {
    var printed = accounts.stream().mapToInt(a -> a.printed().size()).sum();
    var ledgers = accounts.stream().flatMap(a -> a.ledger().stream()).toList();
    if (ledgers.size() < accounts.size()) {
      return List.of("" + printed, "?", "?", "?");
    }
    return List.of(
        "" + printed,
        "" + ledgers.stream().mapToInt(LineComparison::stored).sum(),
        "" + ledgers.stream().mapToInt(l -> l.missing().size()).sum(),
        "" + ledgers.stream().mapToInt(l -> l.doubled().size() + l.unexpected().size()).sum());
  }

  private static List<String> records(List<Account> accounts) {
    var known = accounts.stream().flatMap(a -> a.summary().stream()).toList();
    if (known.size() < accounts.size()) {
      return List.of("?", "?", "?", "?");
    }
    var sum = known.stream().reduce(Summary.NOTHING, Summary::plus);
    return List.of("" + sum.received(), "" + sum.delivered(), "" + sum.dropped(), "" + sum.held());
  }

  private static void row(Screen screen, String name, List<String> lines, List<String> records) {
    var row = new StringBuilder("  ").append(Screen.padded(name, NAME));
    lines.forEach(n -> row.append(n.indent(NUMBER - n.length()).stripTrailing()));
    row.append("  ");
    records.forEach(n -> row.append(n.indent(NUMBER - n.length()).stripTrailing()));
    screen.line(Style.PLAIN, row.toString());
  }
}
