package ai.openobserve.lambda.extension.telemetry;

/// Hears what telemetry says about invocations as a whole. Called by the thread that reads it.
public interface InvocationListener {

  /// A function is done: `platform.runtimeDone`.
  ///
  /// @param micros when that was, microseconds since the epoch
  void runtimeDone(long micros);

  /// Lambda has reported on an invocation: `platform.report`.
  void reported(InvocationReport report);
}
