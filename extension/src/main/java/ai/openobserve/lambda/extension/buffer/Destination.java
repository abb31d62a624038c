package ai.openobserve.lambda.extension.buffer;

/// Where a batch goes and what its payloads become there.
///
/// Records of a function go to its stream. Other signals have paths of their own under the
/// organization and travel through the same buffer, ledger and breaker.
///
/// @param path under the organization, with a slash in front; empty for the configured log stream
/// @param contentType of a request's body
/// @param array whether payloads are joined to a JSON array, which can be split and whose answer
///   counts them; others travel alone and unchanged
public record Destination(String path, String contentType, boolean array) {
  /// The configured log stream.
  public static final Destination LOGS = new Destination("", "application/json", true);
}
