package ai.openobserve.lambda.chaos.run;

import ai.openobserve.lambda.sandbox.sink.OpenObserveSink;
import ai.openobserve.lambda.sandbox.sink.SinkAnswer;
import ai.openobserve.lambda.sandbox.sink.SinkRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The requests that the backend received, and their outcomes.
final class Requests {
  private Requests() {}

  /// @param timeout what the client gives a request: its own stalls count until then, also those
  ///   after the answer was sent
  static List<Observation.Request> of(OpenObserveSink sink, Duration timeout, Stalls stalls) {
    Map<Long, SinkAnswer> answers =
        sink.answers().entries().stream()
            .collect(Collectors.toMap(SinkAnswer::number, Function.identity()));
    long nowNanos = System.nanoTime();
    Instant now = Instant.now();
    List<Observation.Request> requests = new ArrayList<>();
    for (SinkRequest each : sink.requests().entries()) {
      SinkAnswer answer = answers.get(each.number());
      Instant begin = answer == null ? each.time() : answer.started();
      long from = nowNanos - Duration.between(begin, now).toNanos();
      long to = answer == null ? Long.MAX_VALUE : from + answer.took().toNanos();
      Body body = body(each);
      requests.add(
          new Observation.Request(
              answer == null ? 0 : answer.status(),
              body.lines(),
              body.records(),
              answer == null ? 0 : answer.stored(),
              from,
              to,
              answer == null
                  ? Duration.ZERO
                  : stalls.in(from, Math.max(to, from + timeout.toNanos()))));
    }
    return requests;
  }

  /// The line as the function wrote it: Lambda adds the newline.
  private static String line(String record) {
    return record.endsWith("\n") ? record.substring(0, record.length() - 1) : record;
  }

  private record Body(List<String> lines, int records) {}

  private static Body body(SinkRequest request) {
    List<String> lines = new ArrayList<>();
    int records = 0;
    try {
      for (JsonNode record : JsonMapper.shared().readTree(request.body())) {
        records++;
        if (record.path("type").asString("").equals("function")) {
          lines.add(line(record.path("record").asString("")));
        }
      }
    } catch (JacksonException e) {
      // Not even JSON: nothing of it was stored.
    }
    return new Body(lines, records);
  }
}
