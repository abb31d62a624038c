package ai.openobserve.lambda.extension.config;

/// A variable, for display.
///
/// @param value the value in effect; empty if there is none, never a credential
/// @param source where the value comes from
public record Setting(String name, String value, Source source) {
  /// Where a value comes from.
  public enum Source {
    VARIABLE,
    DEFAULT,
    /// A variable that begins with `O2_` but is never read.
    UNKNOWN
  }
}
