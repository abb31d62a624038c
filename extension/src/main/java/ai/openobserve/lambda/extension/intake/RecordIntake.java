package ai.openobserve.lambda.extension.intake;

import ai.openobserve.lambda.extension.buffer.LogBuffer;
import ai.openobserve.lambda.extension.buffer.Reporting;
import ai.openobserve.lambda.extension.config.FilterOptions;
import ai.openobserve.lambda.extension.json.JsonScanner;
import ai.openobserve.lambda.extension.record.EventRanges;
import ai.openobserve.lambda.extension.record.RecordEncoder;
import ai.openobserve.lambda.extension.record.RecordFormat;
import ai.openobserve.lambda.extension.record.Source;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// Turns an event into a record in the buffer: filters and redacts it if configured, encodes it,
/// and appends it or keeps it until it is known whether the invocation fails. Used by one thread at
/// a time.
public final class RecordIntake {
  private static final byte[] NO_INVOCATION = new byte[0];

  private final LogBuffer buffer;
  private final RecordFormat format;
  private final RecordEncoder encoder;
  private final @Nullable RecordFilter filter;
  private final @Nullable Redaction redaction;
  private final KeptRecords kept;

  public RecordIntake(
      LogBuffer buffer, RecordFormat format, FilterOptions options, InstantSource clock) {
    this.buffer = buffer;
    this.format = format;
    this.encoder = new RecordEncoder(format, clock);
    this.filter =
        options.exclude() != null || options.minLevel() != null ? new RecordFilter(options) : null;
    this.redaction = options.redact() != null ? new Redaction(options.redact()) : null;
    this.kept = new KeptRecords(buffer);
  }

  /// Names, in quotes, that an event's own members may not have.
  public byte[][] quotedNames() {
    return format.quotedNames();
  }

  /// Takes the event from `start` (inclusive) to `end` (exclusive).
  ///
  /// @param invocation request id, in quotes, of the invocation in progress, or null
  public void take(
      JsonScanner json,
      EventRanges event,
      int start,
      int end,
      Source source,
      byte @Nullable [] invocation) {
    boolean theirs = source == Source.FUNCTION || source == Source.EXTENSION;
    RecordFilter decides = theirs ? filter : null;
    RecordFilter.Verdict verdict =
        decides == null ? RecordFilter.Verdict.SEND : decides.judge(json, event, source);
    if (verdict == RecordFilter.Verdict.EXCLUDE) {
      buffer.exclude(1);
      return;
    }
    Redaction redacts = theirs ? redaction : null;
    if (redacts != null && redacts.redact(json, start, end, event.record)) {
      JsonScanner redacted = new JsonScanner(redacts.bytes(), redacts.length());
      EventRanges again = new EventRanges(redacted, format.quotedNames());
      again.read(0);
      encoder.encode(redacted, again, source, invocation);
    } else {
      encoder.encode(json, event, source, invocation);
    }
    if (verdict == RecordFilter.Verdict.KEEP) {
      kept.keep(invocationOf(event, json, invocation), encoder.bytes(), encoder.length());
    } else {
      boolean ofExtension = source == Source.EXTENSION || source == Source.OWN;
      Reporting reporting = ofExtension ? Reporting.QUIET : Reporting.LOGGED;
      buffer.append(encoder.bytes(), 0, encoder.length(), reporting);
    }
  }

  /// The time of an event, in microseconds since the epoch; now, if it has none that OpenObserve
  /// accepts.
  public long micros(byte[] body, EventRanges event) {
    return encoder.micros(body, event);
  }

  private static byte[] invocationOf(
      EventRanges event, JsonScanner json, byte @Nullable [] invocation) {
    if (!event.requestId.isEmpty()) {
      return event.requestId.copy(json.bytes);
    }
    return invocation == null ? NO_INVOCATION : invocation;
  }

  /// Called when an invocation has started, which means that the init phase has succeeded.
  public void invocationStarted() {
    kept.ended(NO_INVOCATION, false);
  }

  /// Called when the init phase is over.
  public void initEnded(boolean failed) {
    kept.ended(NO_INVOCATION, failed);
  }

  /// Called when an invocation is over.
  ///
  /// @param invocation its request id in quotes
  public void invocationEnded(byte[] invocation, boolean failed) {
    kept.ended(invocation, failed);
  }

  /// Called when nothing more will arrive.
  public void close() {
    kept.close();
  }
}
