package ai.openobserve.lambda.extension.metrics;

import ai.openobserve.lambda.extension.buffer.Batch;
import ai.openobserve.lambda.extension.delivery.Attempt;
import ai.openobserve.lambda.extension.delivery.Outcome;
import ai.openobserve.lambda.extension.delivery.Sender;

/// Sends records; each request that begins also starts sending metrics.
final class Beside implements Sender {
  private final Sender records;
  private final Metrics metrics;

  Beside(Sender records, Metrics metrics) {
    this.records = records;
    this.metrics = metrics;
  }

  @Override
  public Attempt deliver(Batch batch) {
    Attempt attempt = records.deliver(batch);
    return new Attempt() {
      @Override
      public Outcome run() {
        try {
          metrics.flush();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        return attempt.run();
      }

      @Override
      public void cancel() {
        attempt.cancel();
      }
    };
  }

  @Override
  public Attempt warmUp() {
    return records.warmUp();
  }

  @Override
  public void closeIdleConnections() {
    records.closeIdleConnections();
  }
}
