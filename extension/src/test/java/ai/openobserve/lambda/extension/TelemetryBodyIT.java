package ai.openobserve.lambda.extension;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.sandbox.model.Function;
import ai.openobserve.lambda.sandbox.model.TelemetryPost;
import ai.openobserve.lambda.sandbox.sink.Fault;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever the Telemetry API sends, it is acknowledged, and it costs no other record.
@Timeout(180)
class TelemetryBodyIT {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "garbage",
        "",
        "[",
        "{}",
        "null",
        "[1,null,\"x\",[]]",
        "[{}]",
        "[{\"time\":\"12:01:23:521Z\",\"type\":\"function\",\"record\":\"odd time\"}]",
        "[{\"type\":\"function\",\"record\":\"no time\"}]",
        "[{\"time\":7,\"type\":8,\"record\":9}]",
        "[{\"time\":\"2026-01-01T00:00:00.000Z\",\"type\":\"function\",\"record\":\"cut",
      })
  void anyBodyIsAcknowledgedAndCostsNoOtherRecord(String body) {
    try (Environment environment = Environment.start()) {
      environment.sandbox().invoke("before");
      environment.sandbox().telemetry().injectBody(body.getBytes(StandardCharsets.UTF_8));
      assertThat(environment.sandbox().invoke("after").succeeded()).isTrue();
      assertThat(environment.shutdown().clean()).isTrue();
      assertThat(environment.sink().functionLines()).contains("before", "after");
      assertThat(environment.sandbox().telemetry().posts().entries(post -> post.items() == 0))
          .hasSize(1)
          .allMatch(TelemetryPost::acknowledged);
    }
  }

  @Test
  void aBodyOf2MiBIsForwardedWhole() {
    StringBuilder body = new StringBuilder("[");
    int events = 8;
    for (int i = 0; i < events; i++) {
      body.append(i == 0 ? "" : ",")
          .append("{\"time\":\"")
          .append(java.time.Instant.now())
          .append("\",\"type\":\"function\",\"record\":\"")
          .append(i)
          .append("x".repeat(256 * 1024))
          .append("\"}");
    }
    body.append("]");
    try (Environment environment = Environment.start()) {
      environment.sandbox().invoke("before");
      environment
          .sandbox()
          .telemetry()
          .injectBody(body.toString().getBytes(StandardCharsets.UTF_8));
      environment.sandbox().invoke("after");
      environment.shutdown();
      assertThat(environment.sink().functionLines())
          .hasSize(events + 2)
          .filteredOn(line -> line.length() > 256 * 1024)
          .hasSize(events);
    }
  }

  @Test
  void oddRecordsAreForwardedUntouched() {
    List<String> records =
        List.of(
            "42",
            "-1.5e-7",
            "null",
            "true",
            "\"\"",
            "[]",
            "[1,[2,[3]]]",
            "{}",
            "{\"a\":{\"b\":{\"c\":{\"d\":[1,2,{\"e\":null}]}}}}",
            "\"control \\u0000 \\u001b[31m \\r\\n\\t end\"",
            "\"quote \\\" backslash \\\\ slash \\/\"",
            "\"é 😀 \\ud83d\\ude00 \\u00e9\"",
            "{\"message\":\"has \\\"record\\\": inside\",\"type\":\"platform.runtimeDone\"}",
            "12345678901234567890123456789.123456789");
    try (Environment environment =
        Environment.start(builder -> builder.function(logging(records)))) {
      environment.sandbox().invoke("x");
      environment.shutdown();
      for (String record : records) {
        assertThat(environment.sink().records().entries())
            .as(record)
            .anyMatch(stored -> stored.json().contains("\"record\":" + record));
      }
      assertThat(environment.sink().records().entries(r -> r.type().equals("function")))
          .hasSize(records.size());
    }
  }

  @Test
  void unknownEventTypesPassThrough() {
    try (Environment environment = Environment.start()) {
      environment.sandbox().telemetry().inject("platform.tomorrow", "{\"newField\":[1]}");
      environment.sandbox().invoke("one");
      environment.shutdown();
      assertThat(environment.sink().records().entries())
          .anyMatch(record -> record.type().equals("platform.tomorrow"));
    }
  }

  @Test
  void poisonRecordsCostNoGoodOne() {
    Function poisoned =
        Function.scripted(invocation -> {
          for (int i = 0; i < 60; i++) {
            invocation.log("good " + i);
            if (i == 20 || i == 40) {
              invocation.logRaw("\"lone \\ud800 surrogate\"");
            }
          }
          return "";
        });
    try (Environment environment = Environment.start(builder -> builder.function(poisoned))) {
      assertThat(environment.sandbox().invoke("x").succeeded()).isTrue();
      environment.sandbox().invoke("y");
      environment.shutdown();
      for (int i = 0; i < 60; i++) {
        String good = "good " + i;
        assertThat(environment.sink().functionLines()).filteredOn(good::equals).hasSize(2);
      }
    }
  }

  @Test
  void recordsThatTheBackendRefusesAloneAreIsolated() {
    Function poisoned =
        Function.scripted(invocation -> {
          for (int i = 0; i < 50; i++) {
            invocation.log(i == 25 ? "poison" : "good " + i);
          }
          return "";
        });
    try (Environment environment = Environment.start(builder -> builder.function(poisoned))) {
      environment
          .sink()
          .faults()
          .when(request -> request.text().contains("poison"), Fault.status(400));
      environment.sandbox().invoke("x");
      environment.shutdown();
      assertThat(environment.sink().functionLines()).hasSize(49).doesNotContain("poison");
      assertThat(environment.linesWith("400")).isNotEmpty();
    }
  }

  @Test
  void anAnswerOf413SplitsTheBatch() throws Exception {
    Function large =
        Function.scripted(invocation -> {
          for (int i = 0; i < 40; i++) {
            invocation.log(i + " " + "x".repeat(1000));
          }
          return "";
        });
    var sink =
        ai.openobserve.lambda.sandbox.sink.OpenObserveSink.builder().maxBodyBytes(10_000).start();
    try (Environment environment = Environment.start(sink, builder -> builder.function(large))) {
      environment.sandbox().invoke("x");
      environment.shutdown();
      assertThat(environment.ledger().isExact()).as(environment.ledger().toString()).isTrue();
    }
  }

  private static Function logging(List<String> records) {
    return Function.scripted(invocation -> {
      records.forEach(invocation::logRaw);
      return "";
    });
  }
}
