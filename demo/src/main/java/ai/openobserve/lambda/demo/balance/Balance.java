package ai.openobserve.lambda.demo.balance;

import ai.openobserve.lambda.demo.page.Page;
import ai.openobserve.lambda.demo.page.Page.Style;
import ai.openobserve.lambda.sandbox.sink.LineComparison;
import java.util.List;

/// All accounts together: printed, received, delivered, lost.
public record Balance(List<Account> accounts) {
  private static final int NAME = 14;
  private static final int MOST_DIGITS = 6;
  private static final List<String> LINES = List.of("printed", "arrived", "lost", "twice");
  private static final List<String> RECORDS = List.of("received", "delivered", "dropped", "held");

  /// Copies the list.
  public Balance {
    accounts = List.copyOf(accounts);
  }

  /// Whether something ran and every printed line arrived exactly once. If the destination cannot
  /// be read back: whether the extension reports so.
  public boolean isExact() {
    return !accounts.isEmpty() && accounts.stream().allMatch(a -> a.faults().isEmpty());
  }

  /// Writes the balance and its verdict.
  public void show(Page page) {
    page.line(Style.HEADING, "Balance");
    page.line(
        Style.FAINT,
        "  "
            + Page.padded("", NAME)
            + Page.padded(" lines printed by functions", width(LINES))
            + "  records, as the extension counts");
    row(page, "function", LINES, RECORDS);
    accounts.forEach(a -> row(page, a.function(), lines(List.of(a)), records(List.of(a))));
    row(page, "all", lines(accounts), records(accounts));
    page.blank();
    verdict(page);
  }

  private void verdict(Page page) {
    for (var account : accounts) {
      account.faults().forEach(f -> page.line(Style.BAD, account.function() + ": " + f));
    }
    if (accounts.isEmpty()) {
      page.line(Style.BAD, "Nothing ran.");
    } else if (!isExact()) {
      page.line(Style.BAD, "Failed: not every line arrived exactly once.");
    } else if (readBack()) {
      page.line(Style.GOOD, "Every printed line and every platform event arrived exactly once.");
    } else {
      page.line(
          Style.GOOD,
          "The extension reports that everything it received was delivered. The demo reads nothing back from a real"
              + " OpenObserve: look at the records there.");
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

  private static void row(Page page, String name, List<String> lines, List<String> records) {
    var row = new StringBuilder("  ").append(Page.padded(name, NAME));
    append(row, LINES, lines);
    append(row, RECORDS, records);
    page.row(Style.PLAIN, row.toString());
  }

  /// Right-aligns numbers below their titles.
  private static void append(StringBuilder row, List<String> titles, List<String> numbers) {
    for (var i = 0; i < titles.size(); i++) {
      row.append(" ".repeat(Math.max(1, room(titles.get(i)) - numbers.get(i).length())));
      row.append(numbers.get(i));
    }
  }

  private static int width(List<String> titles) {
    return titles.stream().mapToInt(Balance::room).sum();
  }

  private static int room(String title) {
    return Math.max(title.length(), MOST_DIGITS) + 1;
  }
}
