package ai.openobserve.lambda.extension.buffer;

/// Where a batch is sent, and how its payloads are combined.
///
/// Log records go to the configured stream. Other signals have paths of their own under the
/// organization, and are buffered, accounted for and retried in the same way.
///
/// @param path under the organization, with a leading slash; empty for the configured log stream
/// @param contentType of the request's body
/// @param array whether payloads are joined into a JSON array, which can be split and whose
///   response counts them; otherwise each is sent alone and unchanged
public record Destination(String path, String contentType, boolean array) {
  /// The configured log stream.
  public static final Destination LOGS = new Destination("", "application/json", true);
}
