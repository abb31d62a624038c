package ai.openobserve.lambda.extension.delivery;

import ai.openobserve.lambda.extension.buffer.Batch;

/// What a flusher needs of delivery: it knows neither HTTP nor OpenObserve. Nothing here waits,
/// retries or has a time-out: the flusher does, by its own clock. Implementations are thread-safe.
public interface Sender {

  /// A request that delivers the batch.
  Attempt deliver(Batch batch);

  /// A request that opens a connection ahead of need, where none is open. Its outcome means
  /// nothing: the delivery that follows will tell.
  Attempt warmUp();

  /// Closes the connections that are idle: they may have died without a sign.
  void closeIdleConnections();
}
