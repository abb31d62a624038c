package ai.openobserve.lambda.sandbox.model;

import java.time.Duration;
import java.time.Instant;

/// An invocation as a scripted function sees it, and the output that the function can produce.
public interface InvocationContext {
  /// The request ID.
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

  /// Sends one event to the Telemetry API with `record` set to exactly these bytes, valid JSON or
  /// not.
  void logRaw(String recordJson);

  /// Sleeps.
  ///
  /// @throws InterruptedException when the environment kills the runtime, for example at a timeout
  void take(Duration duration) throws InterruptedException;
}
