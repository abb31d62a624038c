package ai.openobserve.lambda.extension.delivery;

import java.time.Duration;

/// What came of one request, as far as the records in it are concerned.
public sealed interface Outcome {

  /// OpenObserve took the request.
  ///
  /// @param stored records stored
  /// @param notStored records that it counted as failed, or did not mention
  /// @param error what it said about those, or empty
  record Accepted(int stored, int notStored, String error) implements Outcome {}

  /// The request is larger than the server, or a proxy before it, takes: 413.
  record TooLarge() implements Outcome {}

  /// The server cannot read the request: 400. One record in it is the cause.
  record Malformed(String reason) implements Outcome {}

  /// The server refuses our requests whatever they hold: 401, 403, 404 and their like.
  record Refused(int status, String reason) implements Outcome {}

  /// The server cannot be reached, cannot take the request now, or is not OpenObserve.
  ///
  /// @param retryAfter what the server asked for, or zero
  record Unavailable(String reason, Duration retryAfter) implements Outcome {}

  /// The connection ended after the request had begun and before an answer had. The network may be
  /// the cause, or a record on which the server fails.
  record HungUp(String reason) implements Outcome {}
}
