package ai.openobserve.lambda.extension.record;

import ai.openobserve.lambda.extension.buffer.RecordTimestamps;
import ai.openobserve.lambda.extension.config.RecordShape;
import ai.openobserve.lambda.extension.json.JsonScanner;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// Writes one record as OpenObserve's ingestion expects it, from the byte ranges of an event. Not
/// thread-safe; the encoded bytes are valid until the next call.
public final class RecordEncoder {
  private static final byte[] TIME = ascii(",\"time\":");
  private static final byte[] TYPE = ascii(",\"type\":");
  private static final byte[] RECORD = ascii(",\"record\":");
  private static final byte[] REQUEST_ID = ascii(",\"requestId\":");
  private static final byte[] RECORD_ID = ascii(",\"record_id\":\"");
  private static final byte[] UNKNOWN = ascii("\"unknown\"");

  private final RecordFormat format;
  private final InstantSource clock;
  private final RecordBytes out = new RecordBytes();
  private final StoredName stored = new StoredName();
  private final TextNames textNames = new TextNames();
  private final @Nullable MessageShape messageShape;
  private long encoded;

  public RecordEncoder(RecordFormat format, InstantSource clock) {
    this.format = format;
    this.clock = clock;
    this.messageShape =
        format.shape() == RecordShape.MESSAGE ? new MessageShape(out, format.storedNames()) : null;
  }

  public byte[] bytes() {
    return out.bytes();
  }

  public int length() {
    return out.length();
  }

  /// Encodes the event that was read.
  ///
  /// @param source where it comes from
  /// @param invocation request id, in quotes, for a record that has none, or null
  public void encode(
      JsonScanner json, EventRanges event, Source source, byte @Nullable [] invocation) {
    out.clear();
    long now = RecordTimestamps.micros(clock.instant());
    out.append(RecordTimestamps.start());
    out.append(timestamp(json.bytes, event, now));
    out.append(TIME);
    if (event.time.isEmpty()) {
      out.append(
          ascii("\"" + Instant.ofEpochSecond(now / 1_000_000, now % 1_000_000 * 1000) + "\""));
    } else {
      append(json.bytes, event.time);
    }
    out.append(TYPE);
    if (event.type.isEmpty()) {
      out.append(UNKNOWN);
    } else {
      append(json.bytes, event.type);
    }
    boolean hasRequestId = record(json, event, source);
    for (int i = 0; i < event.others; i++) {
      other(json, event.otherMembers[i]);
    }
    if (!hasRequestId) {
      requestId(json.bytes, event, invocation);
    }
    if (format.ids()) {
      recordId(now);
    }
    out.append(format.metadata().json());
    out.append('}');
  }

  /// The record of a platform event stays together in every shape: its members are not the user's,
  /// and queries use the same names for them everywhere.
  private boolean record(JsonScanner json, EventRanges event, Source source) {
    if (event.record.isEmpty()) {
      return false;
    }
    boolean together = source == Source.PLATFORM && json.has(event.record.start, '{');
    if (messageShape != null && !together) {
      return messageShape.write(json, event, source == Source.FUNCTION);
    }
    out.append(RECORD);
    append(json.bytes, event.record);
    return false;
  }

  private void other(JsonScanner json, EventRanges.Member member) {
    stored.read(json.bytes, member.nameStart, member.nameEnd);
    out.append(',');
    if (textNames.forbids(stored, json, member.valueStart)) {
      out.append(json.bytes, member.nameStart, member.nameEnd);
      out.append(':');
      out.appendAsText(json.bytes, member.valueStart, member.valueEnd);
    } else {
      out.append(json.bytes, member.nameStart, member.valueEnd);
    }
  }

  private void requestId(byte[] body, EventRanges event, byte @Nullable [] invocation) {
    if (!event.requestId.isEmpty()) {
      out.append(REQUEST_ID);
      append(body, event.requestId);
    } else if (invocation != null) {
      out.append(REQUEST_ID);
      out.append(invocation);
    }
  }

  /// An id from the process, the time and the record's number: environments restored from the same
  /// snapshot share the first and perhaps the last.
  private void recordId(long now) {
    out.append(RECORD_ID);
    out.appendHexadecimal(format.idSeed());
    out.append('-');
    out.appendHexadecimal(now);
    out.append('-');
    out.appendHexadecimal(encoded++);
    out.append('"');
  }

  /// The event's time as its record has it, in microseconds since the epoch.
  public long micros(byte[] body, EventRanges event) {
    return timestamp(body, event, RecordTimestamps.micros(clock.instant()));
  }

  private static long timestamp(byte[] body, EventRanges event, long now) {
    long micros =
        event.time.end - event.time.start < 2
            ? EventTime.NONE
            : EventTime.micros(body, event.time.start + 1, event.time.end - 1);
    return micros != EventTime.NONE && RecordTimestamps.isStorable(micros, now) ? micros : now;
  }

  private void append(byte[] body, EventRanges.Range range) {
    out.append(body, range.start, range.end);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
