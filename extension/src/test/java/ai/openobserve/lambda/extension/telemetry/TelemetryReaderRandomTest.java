package ai.openobserve.lambda.extension.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
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
    return "[" + space(random) + String.join("," + space(random), events) + space(random) + "]";
  }

  private static String event(Random random) {
    List<String> members = new ArrayList<>();
    members.add(member(random, "\"time\"", "\"2026-11-23T09:" + random.nextInt(10, 60) + ":07Z\""));
    members.add(member(random, "\"type\"", "\"" + TYPES.get(random.nextInt(TYPES.size())) + "\""));
    members.add(member(random, "\"record\"", value(random, 0)));
    if (random.nextInt(4) == 0) {
      members.add(member(random, "\"extra\"", value(random, 2)));
    }
    Collections.shuffle(members, random);
    return "{" + space(random) + String.join(space(random) + ",", members) + space(random) + "}";
  }

  private static String member(Random random, String name, String value) {
    return name + space(random) + ":" + space(random) + value;
  }

  private static String space(Random random) {
    return random.nextInt(3) == 0 ? List.of(" ", "\n", "\t\r\n ").get(random.nextInt(3)) : "";
  }

  private static String value(Random random, int depth) {
    int kind = random.nextInt(depth > 4 ? 7 : 10);
    return switch (kind) {
      case 0, 1 -> string(random, true);
      case 2 -> Long.toString(random.nextLong());
      case 3 ->
          random.nextInt(100) + "." + random.nextInt(1000) + (random.nextBoolean() ? "" : "E-7");
      case 4 -> "null";
      case 5 -> Boolean.toString(random.nextBoolean());
      case 6 -> "\"" + "long ".repeat(random.nextInt(3000)) + "\"";
      case 7 -> array(random, depth);
      default -> object(random, depth);
    };
  }

  private static String array(Random random, int depth) {
    List<String> items = new ArrayList<>();
    for (int count = random.nextInt(4); count > 0; count--) {
      items.add(space(random) + value(random, depth + 1) + space(random));
    }
    return "[" + String.join(",", items) + "]";
  }

  private static String object(Random random, int depth) {
    List<String> members = new ArrayList<>();
    for (int count = random.nextInt(5); count > 0; count--) {
      // Numbered, because a tree keeps only one of several members of a name.
      String name = "\"" + count + string(random, false).substring(1);
      members.add(member(random, name, value(random, depth + 1)));
    }
    if (random.nextInt(3) == 0) {
      String id = random.nextInt(5) == 0 ? value(random, depth + 1) : "\"id-" + depth + "\"";
      members.add(member(random, "\"requestId\"", id));
    }
    if (random.nextInt(6) == 0) {
      members.add(member(random, "\"droppedRecords\"", value(random, depth + 1)));
    }
    Collections.shuffle(members, random);
    return "{" + String.join(",", members) + "}";
  }

  /// @param surrogates whether there may be escapes of lone ones: in names the parser refuses them
  private static String string(Random random, boolean surrogates) {
    StringBuilder text = new StringBuilder("\"");
    for (int count = random.nextInt(30); count > 0; count--) {
      switch (random.nextInt(8)) {
        case 0 -> text.append("\\").append("\"\\/bfnrt".charAt(random.nextInt(8)));
        case 1 -> text.append(String.format("\\u%04x", random.nextInt(0x20)));
        case 2 ->
            text.append(String.format("\\u%04X", random.nextInt(surrogates ? 0x10000 : 0xd800)));
        case 3 -> text.append((char) random.nextInt(0xa0, 0xd800));
        case 4 -> text.appendCodePoint(random.nextInt(0x10000, 0x110000));
        default -> text.append((char) ('a' + random.nextInt(26)));
      }
    }
    // What is no character in Java's strings is none in UTF-8 either.
    return new String((text + "\"").getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
