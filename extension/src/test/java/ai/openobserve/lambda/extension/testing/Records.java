package ai.openobserve.lambda.extension.testing;

import ai.openobserve.lambda.extension.buffer.Batch;
import ai.openobserve.lambda.extension.buffer.BatchLimits;
import ai.openobserve.lambda.extension.buffer.Ledger;
import ai.openobserve.lambda.extension.buffer.LogBuffer;
import ai.openobserve.lambda.extension.buffer.Reporting;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/// Records and batches to hand to what is tested.
public final class Records {
  private Records() {}

  /// Appends one record that is the text.
  public static void append(LogBuffer buffer, String json, Reporting reporting) {
    // Not at the start of its array: offsets have to be respected.
    byte[] bytes = ("xx" + json + "yy").getBytes(StandardCharsets.UTF_8);
    buffer.append(bytes, 2, bytes.length - 4, reporting);
  }

  public static void append(LogBuffer buffer, String... records) {
    for (String json : records) {
      append(buffer, json, Reporting.LOGGED);
    }
  }

  /// A batch of the function's records.
  public static Batch batch(String... records) {
    return batch(Reporting.LOGGED, records);
  }

  /// A batch about which nothing may be logged.
  public static Batch quietBatch(String... records) {
    return batch(Reporting.QUIET, records);
  }

  private static Batch batch(Reporting reporting, String... records) {
    int room = 64 << 20;
    LogBuffer buffer =
        new LogBuffer(
            room, BatchLimits.of(OptionalInt.empty(), room), new Ledger(), new LogTrail().log());
    for (String json : records) {
      append(buffer, json, reporting);
    }
    return Objects.requireNonNull(buffer.take());
  }

  /// The records in a batch, as text.
  public static List<String> of(Batch batch) {
    String text = new String(batch.bytes(), batch.offset(), batch.length(), StandardCharsets.UTF_8);
    return List.of(text.split(",", -1));
  }
}
