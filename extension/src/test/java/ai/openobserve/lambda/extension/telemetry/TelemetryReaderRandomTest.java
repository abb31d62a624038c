package ai.openobserve.lambda.extension.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.extension.json.RandomJson;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Bodies made at random and read both by our reader and into trees: what is forwarded has to be
/// exactly the same. A failure names its seed.
@Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
class TelemetryReaderRandomTest {
  private static final List<String> TYPES =
      List.of(
          "function",
          "extension",
          "platform.start",
          "platform.runtimeDone",
          "platform.report",
          "platform.logsDropped",
          "platform.new",
          "odd\\u0022type",
          "größe");

  static LongStream seeds() {
    return LongStream.concat(LongStream.rangeClosed(1, 60), LongStream.of(new Random().nextLong()));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void recordTimeAndTypeAreExactlyTheSame(long seed) {
    Random random = new Random(seed);
    Telemetry telemetry = new Telemetry();
    List<JsonNode> expected = new ArrayList<>();
    for (int bodies = random.nextInt(1, 5); bodies > 0; bodies--) {
      String body = body(random);
      Telemetry.JSON.readTree(body).forEach(expected::add);
      telemetry.read(body);
    }

    List<JsonNode> records = telemetry.records();

    assertThat(telemetry.ledger.unparsableBodies()).isZero();
    assertThat(records).hasSameSizeAs(expected);
    for (int i = 0; i < records.size(); i++) {
      for (String field : List.of("record", "time", "type", "extra")) {
        assertThat(records.get(i).get(field))
            .as("%s of event %d", field, i)
            .isEqualTo(expected.get(i).get(field));
      }
      JsonNode own = expected.get(i).path("record").path("requestId");
      if (own.isString()) {
        assertThat(records.get(i).get("requestId")).isEqualTo(own);
      }
    }
  }

  private static String body(Random random) {
    List<String> events = new ArrayList<>();
    for (int count = random.nextInt(40); count > 0; count--) {
      events.add(event(random));
    }
    return "["
        + RandomJson.space(random)
        + String.join("," + RandomJson.space(random), events)
        + RandomJson.space(random)
        + "]";
  }

  private static String event(Random random) {
    List<String> members = new ArrayList<>();
    members.add(
        RandomJson.member(
            random, "\"time\"", "\"2026-11-23T09:" + random.nextInt(10, 60) + ":07Z\""));
    members.add(
        RandomJson.member(
            random, "\"type\"", "\"" + TYPES.get(random.nextInt(TYPES.size())) + "\""));
    members.add(RandomJson.member(random, "\"record\"", RandomJson.value(random, 0)));
    if (random.nextInt(4) == 0) {
      members.add(RandomJson.member(random, "\"extra\"", RandomJson.value(random, 2)));
    }
    Collections.shuffle(members, random);
    return "{"
        + RandomJson.space(random)
        + String.join(RandomJson.space(random) + ",", members)
        + RandomJson.space(random)
        + "}";
  }
}
