package ai.openobserve.lambda.extension.delivery;

import ai.openobserve.lambda.extension.buffer.Batch;

/// What the flusher needs from delivery, without knowing HTTP or OpenObserve. Nothing here waits,
/// retries or times out: the flusher does, by its own clock. Implementations are thread-safe.
public interface Sender {

  /// A request that delivers the batch.
  Attempt deliver(Batch batch);

  /// A request that opens a connection ahead of need if none is open. Ignore its outcome: the next
  /// delivery shows whether the backend works.
  Attempt warmUp();

  /// Closes idle connections, which may have died unnoticed.
  void closeIdleConnections();
}
