package ai.openobserve.lambda.extension.telemetry;

/// Counts how often an invocation was begun, done and reported on: in bodies read to their end, and
/// in the one that is being read. Guarded by the lock of [InvocationWatch].
final class Runs {
  private int begun;
  private int done;
  private int reported;
  private int doneNow;
  private int reportedNow;
  private String doneTime = "";
  private String reportedTime = "";

  void begun() {
    begun++;
  }

  /// Counts an end, unless it has the time of the previous one and is thus the same one, sent
  /// again.
  ///
  /// @return whether it was counted
  boolean doneAt(String time) {
    boolean again = !time.isEmpty() && time.equals(doneTime);
    doneTime = time;
    doneNow += again ? 0 : 1;
    return !again;
  }

  void reportedAt(String time) {
    boolean again = !time.isEmpty() && time.equals(reportedTime);
    reportedTime = time;
    reportedNow += again ? 0 : 1;
  }

  void bodyRead() {
    done += doneNow;
    reported += reportedNow;
    doneNow = 0;
    reportedNow = 0;
  }

  /// Whether the newest run is done.
  boolean isDone() {
    return done >= Math.max(1, begun);
  }

  /// Whether the newest run was reported on.
  boolean isReported() {
    return reported >= Math.max(1, begun);
  }
}
