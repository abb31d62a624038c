package ai.openobserve.lambda.extension.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/// JSON made at random, with everything that a log record may hold.
public final class RandomJson {
  /// A library that reads all of it.
  public static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(20_000)
                  .maxNumberLength(1_000_000)
                  .build())
          .build();

  private RandomJson() {}

  public static String member(Random random, String name, String value) {
    return name + space(random) + ":" + space(random) + value;
  }

  public static String space(Random random) {
    return random.nextInt(3) == 0 ? List.of(" ", "\n", "\t\r\n ").get(random.nextInt(3)) : "";
  }

  public static String value(Random random, int depth) {
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
