package ai.openobserve.lambda.extension.testing;

import ai.openobserve.lambda.extension.buffer.Batch;
import ai.openobserve.lambda.extension.buffer.BatchLimits;
import ai.openobserve.lambda.extension.buffer.Ledger;
import ai.openobserve.lambda.extension.buffer.LogBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/// Records and batches to hand to what is tested.
public final class Records {
  private Records() {}

  /// Appends one record that is the text, of the function or, where so, of an extension.
  public static void append(LogBuffer buffer, String json, boolean ofExtension) {
    // Not at the start of its array: offsets have to be respected.
    byte[] bytes = ("xx" + json + "yy").getBytes(StandardCharsets.UTF_8);
    buffer.append(bytes, 2, bytes.length - 4, ofExtension);
  }

  public static void append(LogBuffer buffer, String... records) {
    for (String json : records) {
      append(buffer, json, false);
    }
  }

  /// A batch of the function's records.
  public static Batch batch(String... records) {
    return batch(false, records);
  }

  /// A batch about which nothing may be logged.
  public static Batch quietBatch(String... records) {
    return batch(true, records);
  }

  private static Batch batch(boolean ofExtension, String... records) {
    int room = 64 << 20;
    LogBuffer buffer =
        new LogBuffer(
            room, BatchLimits.of(OptionalInt.empty(), room), new Ledger(), new LogTrail().log());
    for (String json : records) {
      append(buffer, json, ofExtension);
    }
    return Objects.requireNonNull(buffer.take());
  }

  /// The records in a batch, as text.
  public static List<String> of(Batch batch) {
    String text = new String(batch.bytes(), batch.offset(), batch.length(), StandardCharsets.UTF_8);
    return List.of(text.split(",", -1));
  }
}
