package ai.openobserve.lambda.extension.delivery;

import ai.openobserve.lambda.extension.buffer.Batch;
import java.time.Duration;
import java.util.function.Consumer;

/// What a flusher needs of delivery: it knows neither HTTP nor OpenObserve. Implementations are
/// thread-safe: several batches may be under way at once.
public interface Sender {

  /// Delivers the batch, waiting for as long as attempts and back-offs take.
  ///
  /// @param retries whether to try again: a probe of a backend that is known to fail does not
  /// @param scheduled told the length of each back-off before it begins
  Outcome deliver(Batch batch, boolean retries, Consumer<Duration> scheduled);

  /// From now on everything fits into `most`; back-offs under way end at once with
  /// [Outcome.Postponed].
  void finishBy(Duration most);

  /// Opens a connection ahead of need, waiting until it is open or cannot be.
  void warmUp();
}
