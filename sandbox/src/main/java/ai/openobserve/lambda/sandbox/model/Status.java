package ai.openobserve.lambda.sandbox.model;

import java.util.Locale;

/// How a phase has ended, in the Telemetry API's words.
public enum Status {
  SUCCESS,
  /// The function has answered with an error.
  ERROR,
  /// The runtime or an extension has failed.
  FAILURE,
  TIMEOUT;

  /// The word in telemetry and error messages.
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
