package ai.openobserve.lambda.sandbox.model;

import java.util.Locale;

/// The outcome of a phase, named as in the Telemetry API.
public enum Status {
  SUCCESS,
  /// The function answered with an error.
  ERROR,
  /// The runtime or an extension failed.
  FAILURE,
  TIMEOUT;

  /// The name in telemetry and error messages.
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
