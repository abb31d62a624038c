package ai.openobserve.lambda.sandbox.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The sink accepts metrics as OpenObserve does.
@Timeout(60)
class MetricIngestionTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final long MICROS = NOW.toEpochMilli() * 1000;
  private static final String GAUGE =
      "{\"__name__\":\"Used.MB\",\"__type__\":\"gauge\",\"_timestamp\":%d,\"value\":1.5,\"size\":7,\"Fn\":\"a\"}"
          .formatted(MICROS);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final OpenObserveSink sink;

  MetricIngestionTest() throws IOException {
    sink = OpenObserveSink.builder().clock(() -> NOW).start();
  }

  @AfterEach
  void close() {
    sink.close();
    client.shutdownNow();
  }

  private HttpResponse<String> send(String method, String path, String body) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(sink.url() + "/api/" + sink.organization() + "/" + path))
            .header("Authorization", sink.authorization())
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String body) throws Exception {
    return send("POST", "ingest/metrics/_json", body);
  }

  @Test
  void storesEachSampleUnderItsNameWithLabelsAsText() throws Exception {
    var answer =
        post(
            "[%s,{\"__name__\":\"calls\",\"__type__\":\"counter\",\"value\":2},%s]"
                .formatted(GAUGE, GAUGE));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .isEqualTo(
            "{\"code\":200,\"status\":[{\"name\":\"calls\",\"successful\":1,\"failed\":0},"
                + "{\"name\":\"used_mb\",\"successful\":2,\"failed\":0}]}");
    assertThat(sink.metrics().entries())
        .startsWith(
            new StoredMetric(
                sink.organization(),
                "used_mb",
                "gauge",
                MICROS,
                1.5,
                Map.of("size", "7", "fn", "a")),
            new StoredMetric(sink.organization(), "calls", "counter", MICROS, 2, Map.of()));
    assertThat(sink.records().entries()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"__type__\":\"gauge\",\"value\":1};missing __name__",
        "{\"__name__\":7,\"__type__\":\"gauge\",\"value\":1};invalid __name__, need to be string",
        "{\"__name__\":\"a\",\"value\":1};missing __type__",
        "{\"__name__\":\"a\",\"__type__\":\"gauge\"};missing value",
        "{\"__name__\":\"a\",\"__type__\":\"gauge\",\"value\":\"1\"};invalid value, need to be number",
        "{\"__name__\":\"a\",\"__type__\":\"gauge\",\"value\":1,\"_timestamp\":\"now\"};invalid _timestamp, need to be number",
        "7;flatten value must be an object",
        "{;Unexpected"
      })
  void oneThatWillNotDoCostsTheWholeRequest(String bad, String why) throws Exception {
    var answer = post("[" + GAUGE + "," + bad + "]");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains(why);
    assertThat(sink.metrics().entries()).isEmpty();
  }

  @Test
  void keepsTheTypeThatTheFirstSampleSaid() throws Exception {
    post("[" + GAUGE + "," + GAUGE.replace("gauge", "counter") + "]");

    assertThat(sink.metrics().entries()).extracting(StoredMetric::type).containsOnly("gauge");
  }

  @Test
  void chargesForCredentialsAndMeetsFaults() throws Exception {
    var stranger =
        HttpRequest.newBuilder(
                URI.create(sink.url() + "/api/" + sink.organization() + "/ingest/metrics/_json"))
            .POST(HttpRequest.BodyPublishers.ofString("[]"))
            .build();
    assertThat(client.send(stranger, HttpResponse.BodyHandlers.ofString()).statusCode())
        .isEqualTo(401);

    sink.faults().next(Fault.status(503), Fault.partial(1));
    assertThat(post("[" + GAUGE + "]").statusCode()).isEqualTo(503);
    assertThat(post("[" + GAUGE + "," + GAUGE + "]").body())
        .contains("\"successful\":1,\"failed\":1");
    assertThat(sink.metrics().entries()).hasSize(1);
  }

  @Test
  void isSearchedApartFromRecords() throws Exception {
    post("[" + GAUGE + "]");
    var query =
        "{\"query\":{\"sql\":\"SELECT sum(value) AS y FROM used_mb WHERE fn = 'a'\",\"start_time\":%d,\"end_time\":%d}}"
            .formatted(MICROS - 1, MICROS + 1);

    assertThat(send("POST", "_search?type=metrics", query).body()).contains("\"y\":1.5");
    assertThat(send("POST", "_search?type=logs", query).body()).contains("Search stream not found");
    assertThat(send("GET", "streams?type=metrics", "").body())
        .contains("{\"name\":\"used_mb\",\"stream_type\":\"metrics\"}");
    assertThat(send("GET", "streams?type=logs", "").body()).doesNotContain("used_mb");
    assertThat(send("GET", "streams/used_mb/schema?type=metrics", "").body())
        .contains("\"stream_type\":\"metrics\"", "{\"name\":\"value\",\"type\":\"Float64\"}");
  }
}
