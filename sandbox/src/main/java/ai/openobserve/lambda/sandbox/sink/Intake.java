package ai.openobserve.lambda.sandbox.sink;

import ai.openobserve.lambda.sandbox.internal.http.HttpAnswer;

/// Stores the records of one ingestion request, and decides its answer.
interface Intake {
  /// The outcome of ingesting a body.
  record Outcome(HttpAnswer answer, int records, int stored) {}

  /// Stores a body.
  ///
  /// @param refused how many records fail in any case, counted from the first
  Outcome ingest(byte[] body, int refused, String refusal);

  /// The outcome of a body that the sink loses silently.
  Outcome lose(byte[] body);
}
