package ai.openobserve.lambda.examples;

import ai.openobserve.lambda.sandbox.sink.LineComparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What one function has printed, and what has become of it.
///
/// @param printed the lines that the function has written
/// @param platformEvents what Lambda has reported about the function, a text each
/// @param stored what was found at the destination; empty where that cannot be read back
/// @param summary the extension's own account; empty where it has printed none
/// @param surprises what went otherwise than it should, a line each
record Account(
    String function,
    List<String> printed,
    List<String> platformEvents,
    Optional<Stored> stored,
    Optional<Summary> summary,
    List<String> surprises) {

  /// What was found at the destination.
  ///
  /// @param lines the function's lines
  /// @param platformEvents in the form of [Account#platformEvents]
  /// @param records the number of records of every type
  record Stored(List<String> lines, List<String> platformEvents, long records) {
    Stored {
      lines = List.copyOf(lines);
      platformEvents = List.copyOf(platformEvents);
    }
  }

  Account {
    printed = List.copyOf(printed);
    platformEvents = List.copyOf(platformEvents);
    surprises = List.copyOf(surprises);
  }

  /// Printed against stored, where both are known.
  Optional<LineComparison> ledger() {
    return stored.map(found -> LineComparison.compare(printed, found.lines()));
  }

  /// Everything that keeps this account from being balanced, a line each.
  List<String> faults() {
    var faults = new ArrayList<>(surprises);
    if (printed.isEmpty()) {
      faults.add("the function has printed nothing");
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
                "the extension says that it delivered %d records, %d were stored"
                    .formatted(s.delivered(), found.records())));
  }

  private static void addFaults(List<String> faults, LineComparison ledger) {
    ledger.missing().forEach(line -> faults.add("lost: " + line));
    ledger.doubled().forEach(line -> faults.add("doubled: " + line));
    ledger.unexpected().forEach(line -> faults.add("stored, but never sent: " + line));
  }

  /// What can be said where only the extension's word is there.
  private void addUnreadFaults(List<String> faults) {
    if (summary.isEmpty()) {
      faults.add("the extension has printed no account of its records");
      return;
    }
    if (!summary.get().isComplete()) {
      faults.add("the extension has not delivered everything it received" + remark(summary.get()));
    }
    if (summary.get().received() < printed.size() + platformEvents.size()) {
      faults.add("the extension has received fewer records than were sent");
    }
  }

  private static String remark(Summary summary) {
    return summary.remark().isEmpty() ? "" : "; " + summary.remark();
  }
}
