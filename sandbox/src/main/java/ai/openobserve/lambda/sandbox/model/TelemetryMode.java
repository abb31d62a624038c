package ai.openobserve.lambda.sandbox.model;

/// Whose Telemetry API the sandbox imitates.
public enum TelemetryMode {
  /// Lambda's: a failed POST is retried with back-off, in order.
  LAMBDA,
  /// The runtime interface emulator's on Managed Instances: a batch that comes due while another is
  /// in flight, or whose POST fails, is dropped and reported as `platform.logsDropped`; the
  /// destination's path is ignored.
  EMULATOR,
  /// The emulator's on-demand mode: a subscription is answered with 202 `Telemetry.NotSupported`;
  /// nothing is ever sent.
  NOT_SUPPORTED
}
