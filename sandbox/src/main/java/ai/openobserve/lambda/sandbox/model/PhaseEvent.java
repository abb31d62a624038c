package ai.openobserve.lambda.sandbox.model;

import java.time.Instant;

/// A moment in the life of an environment: a phase begins or ends, or the runtime is done while the
/// extensions are not yet.
public sealed interface PhaseEvent {

  /// What an environment goes through.
  enum Phase {
    INIT,
    RESTORE,
    INVOKE,
    /// Stopped, between invocations.
    FREEZE,
    SHUTDOWN
  }

  /// When it was.
  Instant time();

  /// Which phase.
  Phase phase();

  /// The invocation's request id; empty in other phases.
  String requestId();

  /// A phase begins.
  record Began(Instant time, Phase phase, String requestId) implements PhaseEvent {}

  /// The runtime is done with an invocation: what follows is added by the extensions.
  record RuntimeDone(Instant time, String requestId) implements PhaseEvent {
    @Override
    public Phase phase() {
      return Phase.INVOKE;
    }
  }

  /// A phase has ended.
  ///
  /// @param outcome `success`, or what Lambda calls the failure
  record Ended(Instant time, Phase phase, String requestId, String outcome) implements PhaseEvent {}
}
