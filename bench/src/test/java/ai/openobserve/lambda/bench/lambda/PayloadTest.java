package ai.openobserve.lambda.bench.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.bench.lambda.Payload.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PayloadTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  @ParameterizedTest
  @ValueSource(ints = {100, 300, 1000, 64_000})
  void isTelemetryThatLambdaWouldSend(int size) {
    for (Kind kind : Kind.values()) {
      Payload payload = Payload.of(kind, size, NOW);
      long records = 0;
      for (byte[] body : payload.bodies()) {
        assertThat(body.length).isLessThan(256 * 1024 + size + 256);
        JsonNode events = JsonMapper.shared().readTree(body);
        records += events.size();
        assertThat(events.size()).isBetween(1, 1000);
        for (JsonNode event : events) {
          assertThat(event.get("type").asString()).isEqualTo("function");
          assertThat(Instant.parse(event.get("time").asString()))
              .isBetween(NOW.minusSeconds(60), NOW);
          assertThat(event.get("record").isObject()).isEqualTo(kind == Kind.OBJECT);
        }
      }
      assertThat(records).isEqualTo(payload.records());
    }
  }

  @Test
  void isTheSameForTheSameSettings() {
    byte[] one = Payload.of(Kind.STRING, 300, NOW).bodies().getFirst();
    byte[] other = Payload.of(Kind.STRING, 300, NOW).bodies().getFirst();
    assertThat(new String(one, StandardCharsets.UTF_8))
        .isEqualTo(new String(other, StandardCharsets.UTF_8));
  }
}
