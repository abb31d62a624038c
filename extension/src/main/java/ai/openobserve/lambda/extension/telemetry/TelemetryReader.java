package ai.openobserve.lambda.extension.telemetry;

import ai.openobserve.lambda.extension.buffer.Ledger;
import ai.openobserve.lambda.extension.config.TelemetryType;
import ai.openobserve.lambda.extension.intake.RecordIntake;
import ai.openobserve.lambda.extension.json.JsonScanner;
import ai.openobserve.lambda.extension.log.Log;
import ai.openobserve.lambda.extension.record.EventRanges;
import ai.openobserve.lambda.extension.record.Source;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Turns telemetry bodies into records: every event becomes one, whatever its type and its fields.
///
/// The body is read once and copied in byte ranges, without building trees or strings from records.
/// On the way the reader notices what the life cycle needs: which invocation is in progress, which
/// is done, what Lambda itself had to drop. The end of an invocation takes effect once the last
/// record of the body is in the buffer, so that the flush that it triggers includes all of them.
/// Used by one thread at a time.
public final class TelemetryReader {
  private static final byte[] PLATFORM = ascii("\"platform.");
  private static final byte[] FUNCTION = ascii("\"function\"");
  private static final byte[] EXTENSION = ascii("\"extension\"");
  private static final byte[] START = ascii("\"platform.start\"");
  private static final byte[] RUNTIME_DONE = ascii("\"platform.runtimeDone\"");
  private static final byte[] REPORT = ascii("\"platform.report\"");
  private static final byte[] INIT_DONE = ascii("\"platform.initRuntimeDone\"");
  private static final byte[] INIT_REPORT = ascii("\"platform.initReport\"");
  private static final byte[] LOGS_DROPPED = ascii("\"platform.logsDropped\"");

  private final RecordIntake records;
  private final Ledger ledger;
  private final InvocationWatch watch;
  private final Set<TelemetryType> forwarded;
  private final Log log;
  private @Nullable InvocationListener listener;
  private volatile boolean overlapping;
  private byte @Nullable [] invocation;
  private boolean logged;
  private boolean own;

  /// @param forwarded the types that become records; others are read for the life cycle only
  public TelemetryReader(
      RecordIntake records,
      Ledger ledger,
      InvocationWatch watch,
      Set<TelemetryType> forwarded,
      Log log) {
    this.records = records;
    this.ledger = ledger;
    this.watch = watch;
    this.forwarded = Set.copyOf(forwarded);
    this.log = log;
  }

  /// Sets the listener for invocations. Call it before anything is read.
  public void reportTo(InvocationListener invocations) {
    listener = invocations;
  }

  /// Call it if invocations overlap, so that none of them is the one in progress.
  void invocationsOverlap() {
    overlapping = true;
  }

  /// Reads the first `length` bytes of `body`. An event that is not JSON is dropped, counted, and
  /// logged the first time; the others are kept.
  void read(byte[] body, int length) {
    JsonScanner json = new JsonScanner(body, length);
    Events events = new Events(json);
    try {
      EventRanges event = new EventRanges(json, records.quotedNames());
      while (events.next()) {
        int start = events.start();
        int end = event.read(start);
        if (end == JsonScanner.NONE) {
          events.skipBroken(json.failedAt());
        } else if (events.endAt(end)) {
          take(json, event, start, end);
        } else {
          events.skipBroken(end);
        }
      }
    } finally {
      watch.bodyRead();
    }
    if (events.broken() > 0) {
      unreadable(
          "an event that is not valid JSON, at byte " + events.firstFailure(), events.broken());
    }
  }

  /// Reads a body of our own: it becomes records whichever types are forwarded.
  void readOwn(byte[] body) {
    own = true;
    try {
      read(body, body.length);
    } finally {
      own = false;
    }
  }

  /// Counts what cannot be read, and logs the first case.
  void unreadable(String what, int count) {
    for (int i = 0; i < count; i++) {
      ledger.unparsableBody();
    }
    if (!logged) {
      logged = true;
      log.warn(
          "Telemetry had "
              + what
              + ": dropped. Further ones are only counted, see the last line at"
              + " shutdown");
    }
  }

  private void take(JsonScanner json, EventRanges event, int start, int end) {
    Source source = source(event);
    if (source == Source.PLATFORM && event.typeIs(START)) {
      records.invocationStarted();
      invocation = overlapping ? null : requestId(json.bytes, event);
    }
    if (isForwarded(source)) {
      records.take(json, event, start, end, source, invocation);
    }
    if (source == Source.PLATFORM) {
      notice(json.bytes, event);
      report(json, event);
    }
  }

  private Source source(EventRanges event) {
    if (own) {
      return Source.OWN;
    }
    if (event.typeIs(FUNCTION)) {
      return Source.FUNCTION;
    }
    if (event.typeStartsWith(PLATFORM)) {
      return Source.PLATFORM;
    }
    return event.typeIs(EXTENSION) ? Source.EXTENSION : Source.OTHER;
  }

  private boolean isForwarded(Source source) {
    return switch (source) {
      case PLATFORM -> forwarded.contains(TelemetryType.PLATFORM);
      case FUNCTION -> forwarded.contains(TelemetryType.FUNCTION);
      case EXTENSION -> forwarded.contains(TelemetryType.EXTENSION);
      case OWN, OTHER -> true;
    };
  }

  private void notice(byte[] body, EventRanges event) {
    if (event.typeIs(RUNTIME_DONE)) {
      records.invocationEnded(event.requestId.copy(body), event.hasFailed());
      watch.runtimeDone(event.requestIdText(), event.timeText());
    } else if (event.typeIs(REPORT)) {
      records.invocationEnded(event.requestId.copy(body), event.hasFailed());
      watch.reported(event.requestIdText(), event.timeText());
      byte[] inProgress = invocation;
      if (inProgress != null && event.requestIdIs(inProgress)) {
        invocation = null;
      }
    } else if (event.typeIs(INIT_DONE) || event.typeIs(INIT_REPORT)) {
      records.initEnded(event.hasFailed());
    } else if (event.typeIs(LOGS_DROPPED)) {
      ledger.droppedByLambda(number(body, event.droppedRecords));
    }
  }

  private void report(JsonScanner json, EventRanges event) {
    InvocationListener invocations = listener;
    if (invocations == null) {
      return;
    }
    if (event.typeIs(RUNTIME_DONE)) {
      invocations.runtimeDone(records.micros(json.bytes, event));
    } else if (event.typeIs(REPORT)) {
      invocations.reported(ReportReader.of(json, event, records.micros(json.bytes, event)));
    }
  }

  /// Called when nothing more will arrive.
  void close() {
    records.close();
  }

  private static byte @Nullable [] requestId(byte[] body, EventRanges event) {
    return event.requestId.isEmpty() ? null : event.requestId.copy(body);
  }

  private static long number(byte[] body, EventRanges.Range range) {
    long value = 0;
    for (int i = range.start; i < range.end; i++) {
      if (body[i] < '0' || body[i] > '9' || value > Integer.MAX_VALUE) {
        break;
      }
      value = value * 10 + body[i] - '0';
    }
    return value;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
