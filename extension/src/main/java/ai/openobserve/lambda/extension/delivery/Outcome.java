package ai.openobserve.lambda.extension.delivery;

import java.time.Duration;

/// The outcome of one request for the records in it.
public sealed interface Outcome {

  /// OpenObserve accepted the request.
  ///
  /// @param stored records stored
  /// @param notStored records that it counted as failed, or did not mention
  /// @param error what it said about those, or empty
  record Accepted(int stored, int notStored, String error) implements Outcome {}

  /// The request is larger than the server, or a proxy in front of it, accepts: 413.
  record TooLarge() implements Outcome {}

  /// The server cannot read the request: 400. One record in it is the cause.
  record Malformed(String reason) implements Outcome {}

  /// The server refuses our requests whatever they contain: 401, 403, 404 and the like.
  record Refused(int status, String reason) implements Outcome {}

  /// The server cannot be reached, cannot accept the request now, or is not OpenObserve.
  ///
  /// @param retryAfter what the server asked for, or zero
  record Unavailable(String reason, Duration retryAfter) implements Outcome {}

  /// The connection was closed after the request began and before an answer arrived. The cause may
  /// be the network, or a record that makes the server fail.
  record HungUp(String reason) implements Outcome {}
}
