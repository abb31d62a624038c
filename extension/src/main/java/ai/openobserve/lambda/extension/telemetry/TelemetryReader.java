package ai.openobserve.lambda.extension.telemetry;

import ai.openobserve.lambda.extension.buffer.Ledger;
import ai.openobserve.lambda.extension.buffer.LogBuffer;
import ai.openobserve.lambda.extension.config.TelemetryType;
import ai.openobserve.lambda.extension.log.Log;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/// Makes records of telemetry bodies: every event becomes one, whatever its type and its fields.
///
/// The body is walked token by token and copied in byte ranges; no tree and no String is made of a
/// record. On the way it notices what the life cycle needs: which invocation is in progress, which
/// is done, what Lambda itself had to drop. Used by one thread at a time.
public final class TelemetryReader {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          // Names come from users' logs; strange ones must not cost the whole body.
          .disable(TokenStreamFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(10_000)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private static final byte[] PLATFORM = ascii("\"platform.");
  private static final byte[] FUNCTION = ascii("\"function\"");
  private static final byte[] EXTENSION = ascii("\"extension\"");
  private static final byte[] START = ascii("\"platform.start\"");
  private static final byte[] RUNTIME_DONE = ascii("\"platform.runtimeDone\"");
  private static final byte[] REPORT = ascii("\"platform.report\"");
  private static final byte[] LOGS_DROPPED = ascii("\"platform.logsDropped\"");

  private final LogBuffer buffer;
  private final Ledger ledger;
  private final InvocationWatch watch;
  private final RecordEncoder encoder;
  private final Set<TelemetryType> forwarded;
  private volatile boolean overlapping;
  private final Log log;
  private byte @Nullable [] invocation;
  private boolean told;

  /// A reader into the buffer.
  ///
  /// @param forwarded the types that become records; others are read for the life cycle only
  public TelemetryReader(
      LogBuffer buffer,
      Ledger ledger,
      InvocationWatch watch,
      RecordMetadata metadata,
      InstantSource clock,
      Set<TelemetryType> forwarded,
      Log log) {
    this.buffer = buffer;
    this.ledger = ledger;
    this.watch = watch;
    this.encoder = new RecordEncoder(metadata, clock);
    this.forwarded = Set.copyOf(forwarded);
    this.log = log;
  }

  /// Invocations overlap here, so that none of them is the one in progress.
  void invocationsOverlap() {
    overlapping = true;
  }

  /// Reads the first `length` bytes of `body`. What is not JSON is counted and logged once; the
  /// events before it are kept.
  void read(byte[] body, int length) {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), body, 0, length)) {
      EventRanges event = new EventRanges(body);
      int arrays = 0;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.START_ARRAY && arrays == 0) {
          arrays++;
        } else if (token == JsonToken.END_ARRAY) {
          arrays--;
        } else {
          read(parser, token, body, event);
        }
      }
    } catch (JacksonException e) {
      unreadable("a body that is not JSON: " + e.getOriginalMessage());
    } finally {
      watch.bodyRead();
    }
  }

  /// Counts a body that cannot be read, and says so the first time.
  void unreadable(String what) {
    ledger.unparsableBody();
    if (!told) {
      told = true;
      log.warn("Telemetry had " + what + " (told once; the count comes at shutdown)");
    }
  }

  private void read(JsonParser parser, JsonToken token, byte[] body, EventRanges event) {
    if (token == JsonToken.START_OBJECT) {
      event.read(parser);
    } else {
      event.readBare(parser, token);
    }
    boolean ofPlatform = event.typeStartsWith(PLATFORM);
    if (ofPlatform && event.typeIs(START)) {
      invocation = overlapping ? null : requestId(body, event);
    }
    boolean ofExtension = event.typeIs(EXTENSION);
    if (isForwarded(event, ofPlatform, ofExtension)) {
      encoder.encode(body, event, invocation);
      buffer.append(encoder.bytes(), 0, encoder.length(), ofExtension);
    }
    if (ofPlatform) {
      notice(body, event);
    }
  }

  private boolean isForwarded(EventRanges event, boolean ofPlatform, boolean ofExtension) {
    if (ofPlatform) {
      return forwarded.contains(TelemetryType.PLATFORM);
    }
    if (ofExtension) {
      return forwarded.contains(TelemetryType.EXTENSION);
    }
    return !event.typeIs(FUNCTION) || forwarded.contains(TelemetryType.FUNCTION);
  }

  private void notice(byte[] body, EventRanges event) {
    if (event.typeIs(RUNTIME_DONE)) {
      watch.runtimeDone(event.requestIdText());
    } else if (event.typeIs(REPORT)) {
      watch.reported(event.requestIdText());
      byte[] inProgress = invocation;
      if (inProgress != null && event.requestIdIs(inProgress)) {
        invocation = null;
      }
    } else if (event.typeIs(LOGS_DROPPED)) {
      ledger.droppedByLambda(number(body, event.droppedRecords));
    }
  }

  private static byte @Nullable [] requestId(byte[] body, EventRanges event) {
    return event.requestId.isEmpty()
        ? null
        : Arrays.copyOfRange(body, event.requestId.start, event.requestId.end);
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
