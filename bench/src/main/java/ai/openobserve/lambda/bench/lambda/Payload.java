package ai.openobserve.lambda.bench.lambda;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// Telemetry of a function that logs: bodies as Lambda sends them, with at most 1,000 events or 256
/// KiB. The same settings give the same bytes except for the events' times, because backends reject
/// old ones.
///
/// @param bodies to be posted one after another, as often as needed
/// @param records the number of records in all of them
/// @param recordBytes the length of a record, counted in the log line's own characters
public record Payload(List<byte[]> bodies, long records, int recordBytes) {
  /// The kind of a record.
  public enum Kind {
    /// A line of text: a string in the telemetry.
    STRING,
    /// A line in the JSON format: an object in the telemetry.
    OBJECT
  }

  private static final DateTimeFormatter WRITTEN =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final int MOST_EVENTS = 1000;
  private static final int MOST_BYTES = 256 * 1024;
  private static final int BODIES = 16;
  private static final String[] WORDS = {
    "order", "accepted", "payment", "customer", "retrying", "timeout", "cache", "miss", "inventory",
    "reserved", "shipment", "queued", "invoice", "created", "user", "session", "expired", "loaded"
  };

  public Payload {
    bodies = List.copyOf(bodies);
  }

  /// Sixteen bodies of records of one size.
  ///
  /// @param now when the newest of them was written
  public static Payload of(Kind kind, int recordBytes, Instant now) {
    Random random = new Random(recordBytes * 31L + (kind == Kind.STRING ? 0 : 1));
    List<byte[]> bodies = new ArrayList<>();
    long records = 0;
    for (int i = 0; i < BODIES; i++) {
      StringBuilder body = new StringBuilder("[");
      for (int events = 0;
          events < MOST_EVENTS && (events == 0 || body.length() + recordBytes < MOST_BYTES);
          events++) {
        body.append(events == 0 ? "" : ",").append(event(kind, recordBytes, now, random));
        records++;
      }
      bodies.add(body.append(']').toString().getBytes(StandardCharsets.UTF_8));
    }
    return new Payload(bodies, records, recordBytes);
  }

  private static String event(Kind kind, int size, Instant now, Random random) {
    String time = WRITTEN.format(now.minusMillis(random.nextInt(60_000)));
    String record =
        switch (kind) {
          case STRING -> "\"" + text(size, random) + "\"";
          case OBJECT ->
              "{\"timestamp\":\""
                  + time
                  + "\",\"level\":\"INFO\",\"requestId\":\"8286a188-ba32-4475-8077-530cd35c09a9\",\"message\":\""
                  + text(Math.max(1, size - 116), random)
                  + "\"}";
        };
    return "{\"time\":\"" + time + "\",\"type\":\"function\",\"record\":" + record + "}";
  }

  /// Words and numbers as in log lines: they compress about five to one.
  private static String text(int size, Random random) {
    StringBuilder text = new StringBuilder("INFO ");
    while (text.length() < size) {
      if (random.nextInt(4) == 0) {
        text.append(random.nextInt(1_000_000)).append(' ');
      } else {
        text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
      }
    }
    return text.substring(0, size);
  }

  /// The total size of all bodies.
  public long bytes() {
    return bodies.stream().mapToLong(body -> body.length).sum();
  }
}
