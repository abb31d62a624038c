package ai.openobserve.lambda.examples;

import ai.openobserve.lambda.sandbox.sink.Ledger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What one function has printed, and what has become of it.
///
/// @param printed the lines that the function has written
/// @param stored the function's lines as they were found at the destination; empty where that
///   cannot be read back
/// @param storedRecords records of every type found there; empty where that cannot be read back
/// @param summary the extension's own account; empty where it has printed none
/// @param surprises what went otherwise than it should, a line each
record Account(
    String function,
    List<String> printed,
    Optional<List<String>> stored,
    Optional<Long> storedRecords,
    Optional<Summary> summary,
    List<String> surprises) {

  Account {
    printed = List.copyOf(printed);
    stored = stored.map(List::copyOf);
    surprises = List.copyOf(surprises);
  }

  /// Printed against stored, where both are known.
  Optional<Ledger> ledger() {
    return stored.map(found -> Ledger.compare(printed, found));
  }

  /// Everything that keeps this account from being balanced, a line each.
  List<String> faults() {
    var faults = new ArrayList<>(surprises);
    if (printed.isEmpty()) {
      faults.add("the function has printed nothing");
    }
    ledger().ifPresentOrElse(ledger -> addFaults(faults, ledger), () -> addUnreadFaults(faults));
    if (summary.isPresent()
        && storedRecords.isPresent()
        && summary.get().delivered() != storedRecords.get()) {
      faults.add(
          "the extension says that it delivered %d records, %d were stored"
              .formatted(summary.get().delivered(), storedRecords.get()));
    }
    return faults;
  }

  private static void addFaults(List<String> faults, Ledger ledger) {
    ledger.missing().forEach(line -> faults.add("lost: " + line));
    ledger.doubled().forEach(line -> faults.add("doubled: " + line));
    ledger.unexpected().forEach(line -> faults.add("stored, but never printed: " + line));
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
    if (summary.get().received() < printed.size()) {
      faults.add("the extension has received fewer records than lines were printed");
    }
  }

  private static String remark(Summary summary) {
    return summary.remark().isEmpty() ? "" : "; " + summary.remark();
  }
}
