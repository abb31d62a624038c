package ai.openobserve.lambda.extension.delivery;

import ai.openobserve.lambda.extension.buffer.Batch;
import ai.openobserve.lambda.extension.config.Compression;
import org.jspecify.annotations.Nullable;

/// A batch with its request body, encoded once for all attempts that use the same compression. Used
/// by one thread.
final class EncodedBatch {
  private final Batch batch;
  private @Nullable BatchBody body;

  EncodedBatch(Batch batch) {
    this.batch = batch;
  }

  int records() {
    return batch.records();
  }

  BatchBody body(Compression compression) {
    BatchBody current = body;
    if (current == null || current.compression() != compression) {
      current = BatchBody.of(batch, compression);
      body = current;
    }
    return current;
  }
}
