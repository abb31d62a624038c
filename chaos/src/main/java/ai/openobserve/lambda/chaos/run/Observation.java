package ai.openobserve.lambda.chaos.run;

import ai.openobserve.lambda.chaos.backend.Backend.Spell;
import ai.openobserve.lambda.chaos.plan.Plan;
import ai.openobserve.lambda.chaos.plan.Step.Ending;
import ai.openobserve.lambda.sandbox.model.ShutdownReason;
import ai.openobserve.lambda.sandbox.model.Status;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/// What was seen of a run. Times are those of [System#nanoTime].
///
/// @param printed the lines that the function has written
/// @param stored the function's lines as the backend has them
/// @param cuts when connections were cut
public record Observation(
    Plan plan,
    boolean initialised,
    List<Invocation> invocations,
    List<Life> lives,
    List<Request> requests,
    List<String> printed,
    List<String> stored,
    List<Spell> spells,
    List<Long> cuts) {
  /// @throws NullPointerException on nulls
  public Observation {
    invocations = List.copyOf(invocations);
    lives = List.copyOf(lives);
    requests = List.copyOf(requests);
    printed = List.copyOf(printed);
    stored = List.copyOf(stored);
    spells = List.copyOf(spells);
    cuts = List.copyOf(cuts);
  }

  /// One invocation.
  ///
  /// @param step the number of its step
  /// @param life the number of the extension's process
  /// @param stall how long the machine kept threads waiting meanwhile
  public record Invocation(
      int step,
      int life,
      Ending wanted,
      Status status,
      Duration added,
      long fromNanos,
      long toNanos,
      Duration stall) {}

  /// One process of the extension.
  ///
  /// @param lines its own lines
  /// @param exitCode empty if it was killed on purpose
  /// @param reason why it was shut down
  /// @param acknowledged the number of telemetry events that it has acknowledged
  /// @param offered the number of telemetry events in all POSTs, acknowledged or not
  /// @param peakKb its peak memory, as last seen
  /// @param shutdownNanos when its shutdown phase began
  /// @param stall how long the machine kept threads waiting during its shutdown
  public record Life(
      List<String> lines,
      OptionalInt exitCode,
      ShutdownReason reason,
      long acknowledged,
      long offered,
      long peakKb,
      long fromNanos,
      long shutdownNanos,
      long toNanos,
      Duration stall) {
    /// @throws NullPointerException on nulls
    public Life {
      lines = List.copyOf(lines);
    }
  }

  /// One ingestion request.
  ///
  /// @param status 0 if it was not answered
  /// @param lines the function's lines in it
  /// @param sent the number of records in it
  /// @param stored the number of records stored of it, as far as is known
  /// @param toNanos when it was answered; [Long#MAX_VALUE] if it never was
  public record Request(
      int status,
      List<String> lines,
      int sent,
      int stored,
      long fromNanos,
      long toNanos,
      Duration stall) {
    /// @throws NullPointerException on nulls
    public Request {
      lines = List.copyOf(lines);
    }
  }
}
