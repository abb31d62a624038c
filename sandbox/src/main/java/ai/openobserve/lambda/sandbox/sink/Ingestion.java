package ai.openobserve.lambda.sandbox.sink;

import ai.openobserve.lambda.sandbox.internal.http.HttpAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Stores one batch of records.
final class Ingestion implements Intake {
  private static final Duration OLDEST = Duration.ofHours(5);
  private static final Duration NEWEST = Duration.ofHours(24);
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private final RecordStore store;
  private final Instant now;
  private final String organization;
  private final String stream;

  Ingestion(RecordStore store, Instant now, String organization, String stream) {
    this.store = store;
    this.now = now;
    this.organization = organization;
    this.stream = streamName(stream);
  }

  @Override
  public Outcome ingest(byte[] body, int refused, String refusal) {
    List<BatchReader.Element> elements;
    try {
      elements = BatchReader.read(body);
    } catch (BatchReader.Refused e) {
      return new Outcome(HttpAnswer.json(400, error(400, e.reason())), 0, 0);
    }
    List<StoredRecord> good = new ArrayList<>();
    Optional<String> error = Optional.empty();
    for (int i = 0; i < elements.size(); i++) {
      Optional<String> problem = i < refused ? Optional.of(refusal) : problem(elements.get(i));
      if (problem.isPresent()) {
        error = problem;
      } else {
        good.add(stored(elements.get(i)));
      }
    }
    store.add(good);
    int failed = elements.size() - good.size();
    return new Outcome(
        HttpAnswer.json(200, status(good.size(), failed, error)), elements.size(), good.size());
  }

  @Override
  public Outcome lose(byte[] body) {
    Outcome checked =
        new Ingestion(new RecordStore(false), now, organization, stream).ingest(body, 0, "");
    return new Outcome(HttpAnswer.json(200, status(0, 0, Optional.empty())), checked.records(), 0);
  }

  private Optional<String> problem(BatchReader.Element element) {
    if (!element.object()) {
      return Optional.of("record is not an object");
    }
    if (!element.timestampPresent()) {
      return Optional.empty();
    }
    if (element.timestamp().isEmpty()) {
      return Optional.of("Invalid timestamp: not an integer of microseconds");
    }
    long micros = element.timestamp().getAsLong();
    if (micros < micros(now.minus(OLDEST))) {
      return Optional.of("Too old data, only last 5 hours data can be ingested. Data discarded.");
    }
    if (micros > micros(now.plus(NEWEST))) {
      return Optional.of(
          "Too far data, only future 24 hours data can be ingested. Data discarded.");
    }
    return Optional.empty();
  }

  private StoredRecord stored(BatchReader.Element element) {
    return new StoredRecord(
        organization, stream, element.json(), element.timestamp().orElse(micros(now)));
  }

  private String status(int successful, int failed, Optional<String> error) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("code", 200);
    ObjectNode one = root.putArray("status").addObject();
    one.put("name", stream);
    one.put("successful", successful);
    one.put("failed", failed);
    error.ifPresent(text -> one.put("error", text));
    return root.toString();
  }

  static String error(int code, String message) {
    return MAPPER.createObjectNode().put("code", code).put("message", message).toString();
  }

  private static String streamName(String name) {
    return name.replaceAll("[^a-zA-Z0-9_:]", "_").toLowerCase(Locale.ROOT);
  }

  private static long micros(Instant time) {
    return time.getEpochSecond() * 1_000_000 + time.getNano() / 1000;
  }
}
