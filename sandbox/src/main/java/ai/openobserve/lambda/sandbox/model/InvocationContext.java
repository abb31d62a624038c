package ai.openobserve.lambda.sandbox.model;

import java.time.Duration;
import java.time.Instant;

/// What a scripted function sees of its invocation, and what it does to the outside.
public interface InvocationContext {
  /// The invocation's id.
  String requestId();

  /// The payload of the invocation.
  String payload();

  /// When the invocation times out.
  Instant deadline();

  /// The time left until [#deadline].
  Duration remaining();

  /// Writes one line to standard output. With [LogFormat#JSON] a line that is a JSON object becomes
  /// an object record.
  void log(String line);

  /// Hands one event to the Telemetry API with `record` set to exactly these JSON bytes, whatever
  /// they are.
  void logRaw(String recordJson);

  /// Lets time pass.
  ///
  /// @throws InterruptedException when the environment kills the runtime, at a time-out for example
  void take(Duration duration) throws InterruptedException;
}
