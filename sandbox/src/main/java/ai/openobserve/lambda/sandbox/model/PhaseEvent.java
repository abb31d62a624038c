package ai.openobserve.lambda.sandbox.model;

import java.time.Instant;

/// A moment in the life of an environment: a phase begins or ends, or the runtime is done while
/// extensions are still working.
public sealed interface PhaseEvent {

  /// The phases of an environment.
  enum Phase {
    INIT,
    RESTORE,
    INVOKE,
    /// Stopped between invocations.
    FREEZE,
    SHUTDOWN
  }

  /// When it happened.
  Instant time();

  /// Which phase.
  Phase phase();

  /// The invocation's request ID; empty in other phases.
  String requestId();

  /// A phase begins.
  record Began(Instant time, Phase phase, String requestId) implements PhaseEvent {}

  /// The runtime is done with an invocation; the extensions add the rest.
  record RuntimeDone(Instant time, String requestId) implements PhaseEvent {
    @Override
    public Phase phase() {
      return Phase.INVOKE;
    }
  }

  /// A phase ends.
  ///
  /// @param outcome `success`, or Lambda's name for the failure
  record Ended(Instant time, Phase phase, String requestId, String outcome) implements PhaseEvent {}
}
