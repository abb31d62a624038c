package ai.openobserve.lambda.sandbox.sink;

import ai.openobserve.lambda.sandbox.internal.http.HttpAnswer;

/// Stores what one ingestion request brings, and says what became of it.
interface Intake {
  /// What became of a body.
  record Outcome(HttpAnswer answer, int records, int stored) {}

  /// Stores a body.
  ///
  /// @param refused so many records, the first ones, fail in any case
  Outcome ingest(byte[] body, int refused, String refusal);

  /// What the sink answers where it loses a body without a word.
  Outcome lose(byte[] body);
}
