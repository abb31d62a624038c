package ai.openobserve.lambda.extension.telemetry;

/// Receives what telemetry reports about invocations as a whole. Called by the thread that reads
/// it.
public interface InvocationListener {

  /// Called when a function is done: `platform.runtimeDone`.
  ///
  /// @param micros when that was, in microseconds since the epoch
  void runtimeDone(long micros);

  /// Called when Lambda has reported on an invocation: `platform.report`.
  void reported(InvocationReport report);
}
