package ai.openobserve.lambda.extension.telemetry;

import ai.openobserve.lambda.extension.buffer.RecordTimestamps;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Writes one record as OpenObserve's ingestion takes it, from the byte ranges of an event. Not
/// thread-safe; the encoded bytes are valid until the next call.
final class RecordEncoder {
  private static final byte[] TIME = ascii(",\"time\":");
  private static final byte[] TYPE = ascii(",\"type\":");
  private static final byte[] RECORD = ascii(",\"record\":");
  private static final byte[] REQUEST_ID = ascii(",\"requestId\":");
  private static final byte[] UNKNOWN = ascii("\"unknown\"");

  private final RecordMetadata metadata;
  private final InstantSource clock;
  private byte[] bytes = new byte[1024];
  private int length;

  RecordEncoder(RecordMetadata metadata, InstantSource clock) {
    this.metadata = metadata;
    this.clock = clock;
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  /// @param invocation the request id in quotes for a record that carries none, or null
  void encode(byte[] body, EventRanges event, byte @Nullable [] invocation) {
    length = 0;
    long now = RecordTimestamps.micros(clock.instant());
    append(RecordTimestamps.start());
    append(timestamp(body, event, now));
    append(TIME);
    if (event.time.isEmpty()) {
      append(ascii("\"" + Instant.ofEpochSecond(now / 1_000_000, now % 1_000_000 * 1000) + "\""));
    } else {
      append(body, event.time);
    }
    append(TYPE);
    if (event.type.isEmpty()) {
      append(UNKNOWN);
    } else {
      append(body, event.type);
    }
    if (!event.record.isEmpty()) {
      append(RECORD);
      append(body, event.record);
    }
    for (int i = 0; i < event.others; i++) {
      append((byte) ',');
      append(body, event.otherMembers[i]);
    }
    if (!event.requestId.isEmpty()) {
      append(REQUEST_ID);
      append(body, event.requestId);
    } else if (invocation != null) {
      append(REQUEST_ID);
      append(invocation);
    }
    append(metadata.json());
    append((byte) '}');
  }

  private long timestamp(byte[] body, EventRanges event, long now) {
    long micros =
        event.time.end - event.time.start < 2
            ? EventTime.NONE
            : EventTime.micros(body, event.time.start + 1, event.time.end - 1);
    return micros != EventTime.NONE && RecordTimestamps.isStorable(micros, now) ? micros : now;
  }

  private void append(byte[] source) {
    append(source, 0, source.length);
  }

  private void append(byte[] source, EventRanges.Range range) {
    append(source, range.start, range.end - range.start);
  }

  private void append(byte[] source, int offset, int count) {
    room(count);
    System.arraycopy(source, offset, bytes, length, count);
    length += count;
  }

  private void append(byte single) {
    room(1);
    bytes[length++] = single;
  }

  private void append(long positive) {
    room(20);
    int digits = 1;
    for (long rest = positive / 10; rest > 0; rest /= 10) {
      digits++;
    }
    long rest = positive;
    for (int i = digits - 1; i >= 0; i--) {
      bytes[length + i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += digits;
  }

  private void room(int count) {
    if (bytes.length - length < count) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
