package ai.openobserve.lambda.extension.config;

/// A variable as a person may see it.
///
/// @param value what applies; empty where there is none, never a credential
/// @param source where the value comes from
public record Setting(String name, String value, Source source) {
  /// Where a value comes from.
  public enum Source {
    VARIABLE,
    DEFAULT,
    /// A variable that begins with `O2_` and that nothing here reads.
    UNKNOWN
  }
}
