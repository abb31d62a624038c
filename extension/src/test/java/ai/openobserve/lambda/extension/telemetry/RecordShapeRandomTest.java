package ai.openobserve.lambda.extension.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.extension.config.RecordShape;
import ai.openobserve.lambda.extension.record.RecordMetadata;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Records made at random, in both shapes, against a second way to say what they become: out of
/// trees. A failure names its seed.
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class RecordShapeRandomTest {
  private static final Set<String> OURS =
      Set.of(
          "_timestamp",
          "time",
          "type",
          "requestid",
          "_o2_id",
          "_original",
          "_all_values",
          "function_name",
          "function_version",
          "region",
          "memory_size_mb",
          "architecture");

  private static final List<String> NAMES =
      List.of(
          "message",
          "level",
          "time",
          "TYPE",
          "t\\u0079pe",
          "requestId",
          "request\\u0049d",
          "AWSRequestId",
          "record",
          "record_type",
          "record_record_time",
          "_timestamp",
          "_original",
          "Region",
          "function.name",
          "architecture",
          "service_name",
          "SERVICE-NAME",
          "operation_name",
          "operation",
          "service",
          "name",
          "",
          "größe",
          "\uD83D\uDE80");

  private static final String DAMAGE = "{}[]\",:\\u0dtfn-1.eE \n";

  private static final RecordMetadata METADATA =
      RecordMetadata.of("orders", "7", "eu-west-1", "512", "arm64");

  static LongStream seeds() {
    return LongStream.concat(LongStream.rangeClosed(1, 40), LongStream.of(new Random().nextLong()));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void theMessageShapeHasTheRightMembers(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 50; i++) {
      String record = record(random);
      Telemetry telemetry = new Telemetry(Telemetry.format(RecordShape.MESSAGE, METADATA));
      telemetry.read(
          "[{\"time\":\"2026-11-23T09:59:58.123Z\",\"type\":\"function\",\"record\":"
              + record
              + "}]");

      ObjectNode expected = Telemetry.JSON.createObjectNode();
      members(Telemetry.JSON.readTree(record), expected);
      expected.put("_timestamp", 1_795_427_998_123_000L).put("time", "2026-11-23T09:59:58.123Z");
      expected.put("type", "function").put("function_name", "orders").put("function_version", "7");
      expected.put("region", "eu-west-1").put("memory_size_mb", 512).put("architecture", "arm64");
      assertThat(byName(telemetry.onlyRecord())).as(record).isEqualTo(byName(expected));
    }
  }

  private static Map<String, JsonNode> byName(JsonNode object) {
    Map<String, JsonNode> byName = new LinkedHashMap<>();
    object.properties().forEach(member -> byName.put(member.getKey(), normal(member.getValue())));
    return byName;
  }

  /// Numbers as they are written, so that an int is equal to a long.
  private static JsonNode normal(JsonNode value) {
    return Telemetry.JSON.readTree(Telemetry.JSON.writeValueAsString(value));
  }

  private static void members(JsonNode record, ObjectNode to) {
    JsonNode object = record.isString() ? whole(record.asString()) : record;
    if (object == null || !object.isObject()) {
      to.put("message", record.isString() ? record.asString() : record.toString());
      return;
    }
    String requestId = "";
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      String name = member.getKey();
      JsonNode value = member.getValue();
      if (name.equals("requestId") && value.isString()) {
        requestId = value.asString();
        continue;
      }
      if (name.equals("AWSRequestId") && value.isString() && record.isObject()) {
        requestId = requestId.isEmpty() ? value.asString() : requestId;
      }
      to.set(isOurs(stored(name)) ? "record_" + name : name, textWhereNeeded(stored(name), value));
    }
    JsonNode own = object.get("requestId");
    if (own != null && own.isString()) {
      to.set("requestId", own);
    } else if (!requestId.isEmpty()) {
      to.put("requestId", requestId);
    }
  }

  private static @Nullable JsonNode whole(String text) {
    if (!text.startsWith("{")) {
      return null;
    }
    try {
      return Telemetry.JSON
          .reader()
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .readTree(text);
    } catch (JacksonException e) {
      return null;
    }
  }

  private static String stored(String name) {
    StringBuilder stored = new StringBuilder();
    name.toLowerCase(Locale.ROOT)
        .codePoints()
        .forEach(c -> stored.append(c < 128 && Character.isLetterOrDigit(c) ? (char) c : '_'));
    return stored.toString();
  }

  private static boolean isOurs(String stored) {
    return OURS.contains(stored)
        || (stored.startsWith("record_") && isOurs(stored.substring("record_".length())));
  }

  private static JsonNode textWhereNeeded(String stored, JsonNode value) {
    boolean forbidden =
        !value.isString()
            && (stored.equals("service_name")
                || stored.equals("operation_name")
                || ((stored.equals("service") || stored.equals("operation"))
                    && value.isObject()
                    && value.properties().stream()
                        .anyMatch(inner ->
                            stored(inner.getKey()).equals("name")
                                && !inner.getValue().isString())));
    return forbidden ? Telemetry.JSON.getNodeFactory().stringNode(value.toString()) : value;
  }

  /// An object, the same as text, or anything.
  private static String record(Random random) {
    if (random.nextInt(4) == 0) {
      return memberValue(random);
    }
    Map<String, String> members = new LinkedHashMap<>();
    for (int count = random.nextInt(8); count > 0; count--) {
      String name = NAMES.get(random.nextInt(NAMES.size()));
      members.put(Telemetry.JSON.readTree("\"" + name + "\"").asString(), name);
    }
    List<String> written = new ArrayList<>();
    for (String name : members.values()) {
      written.add("\"" + name + "\":" + memberValue(random));
    }
    // Without white space between tokens a tree writes the same text.
    String object = "{" + String.join(",", written) + "}";
    if (random.nextInt(3) > 0) {
      return object;
    }
    String text = object + (random.nextBoolean() ? "\n" : "");
    return Telemetry.JSON.writeValueAsString(random.nextInt(5) == 0 ? text + "x" : text);
  }

  private static String memberValue(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> "{\"name\":" + memberValue(random) + "}";
      case 1 -> "[1,\"a\"]";
      case 2 -> "{}";
      case 3 -> "true";
      case 4 -> Integer.toString(random.nextInt());
      default -> "\"text " + random.nextInt() + "\"";
    };
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whateverComesInWhatGoesOutIsJson(long seed) {
    Random random = new Random(seed);
    for (RecordShape shape : RecordShape.values()) {
      Telemetry telemetry = new Telemetry(Telemetry.format(shape, METADATA));
      for (int i = 0; i < 60; i++) {
        byte[] body =
            ("[{\"time\":\"2026-11-23T09:59:58.123Z\",\"type\":\"function\",\"record\":"
                    + record(random)
                    + "},{\"service_name\":"
                    + memberValue(random)
                    + ",\"record\":"
                    + record(random)
                    + "}]")
                .getBytes(StandardCharsets.UTF_8);
        for (int damage = random.nextInt(4); damage > 0; damage--) {
          body[random.nextInt(body.length)] = (byte) DAMAGE.charAt(random.nextInt(DAMAGE.length()));
        }
        telemetry.read(body);
      }

      for (JsonNode record : telemetry.records()) {
        assertThat(record.required("_timestamp").isIntegralNumber()).isTrue();
        JsonNode service = record.get("service_name");
        assertThat(service == null || service.isString()).as(record.toString()).isTrue();
      }
    }
  }
}
