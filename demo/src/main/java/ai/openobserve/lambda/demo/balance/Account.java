package ai.openobserve.lambda.demo.balance;

import ai.openobserve.lambda.sandbox.sink.LineComparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What one function printed, and what became of it.
///
/// @param printed the lines that the function wrote
/// @param platformEvents what Lambda reported about the function, one text per event
/// @param stored what was found at the destination; empty if that cannot be read back
/// @param summary the extension's own count; empty if it logged none
/// @param surprises what went wrong during the run, one line each
public record Account(
    String function,
    List<String> printed,
    List<String> platformEvents,
    Optional<Stored> stored,
    Optional<Summary> summary,
    List<String> surprises) {

  /// What was found at the destination.
  ///
  /// @param lines the function's lines
  /// @param platformEvents in the same form as [Account#platformEvents]
  /// @param records the number of records of all types
  public record Stored(List<String> lines, List<String> platformEvents, long records) {
    /// Copies the lists.
    public Stored {
      lines = List.copyOf(lines);
      platformEvents = List.copyOf(platformEvents);
    }
  }

  /// Copies the lists.
  public Account {
    printed = List.copyOf(printed);
    platformEvents = List.copyOf(platformEvents);
    surprises = List.copyOf(surprises);
  }

  /// Compares printed with stored lines, if both are known.
  Optional<LineComparison> ledger() {
    return stored.map(found -> LineComparison.compare(printed, found.lines()));
  }

  /// Why this account does not balance, one line each; empty if it does.
  List<String> faults() {
    var faults = new ArrayList<>(surprises);
    if (printed.isEmpty()) {
      faults.add("the function printed nothing");
    }
    stored.ifPresentOrElse(found -> addFaults(faults, found), () -> addUnreadFaults(faults));
    return faults;
  }

  private void addFaults(List<String> faults, Stored found) {
    addFaults(faults, LineComparison.compare(printed, found.lines()));
    addFaults(faults, LineComparison.compare(platformEvents, found.platformEvents()));
    summary
        .filter(s -> s.delivered() != found.records())
        .ifPresent(s ->
            faults.add(
                "the extension reports %d records delivered, but %d were stored"
                    .formatted(s.delivered(), found.records())));
  }

  private static void addFaults(List<String> faults, LineComparison ledger) {
    ledger.missing().forEach(line -> faults.add("lost: " + line));
    ledger.doubled().forEach(line -> faults.add("duplicate: " + line));
    ledger.unexpected().forEach(line -> faults.add("stored, but never printed: " + line));
  }

  /// Based on the extension's summary alone.
  private void addUnreadFaults(List<String> faults) {
    if (summary.isEmpty()) {
      faults.add("the extension logged no summary of its records");
      return;
    }
    if (!summary.get().isComplete()) {
      faults.add("the extension did not deliver everything it received" + remark(summary.get()));
    }
    if (summary.get().received() < printed.size() + platformEvents.size()) {
      faults.add("the extension received fewer records than were printed");
    }
  }

  private static String remark(Summary summary) {
    return summary.remark().isEmpty() ? "" : "; " + summary.remark();
  }
}
