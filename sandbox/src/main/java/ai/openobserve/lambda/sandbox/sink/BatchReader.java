package ai.openobserve.lambda.sandbox.sink;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/// Reads a body as strictly as OpenObserve's JSON parser does: an error anywhere fails the whole
/// batch.
final class BatchReader {
  /// OpenObserve's parser gives up at the 128th level; the batch's own array is the first.
  private static final int MAX_DEPTH = 127;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxNumberLength(100_000)
                  .build())
          .build();

  /// One element of the batch.
  ///
  /// @param json its bytes as received
  /// @param object whether it is an object; OpenObserve stores nothing else
  /// @param timestamp `_timestamp` if it is an integer
  /// @param timestampPresent whether there is a `_timestamp` at all
  record Element(String json, boolean object, OptionalLong timestamp, boolean timestampPresent) {}

  /// Thrown for an invalid body; the message says why.
  static final class Refused extends Exception {
    private final String reason;

    Refused(String reason) {
      super(reason);
      this.reason = reason;
    }

    String reason() {
      return reason;
    }
  }

  private final byte[] body;
  private final boolean surrogateEscapes;

  private BatchReader(byte[] body) {
    this.body = body;
    this.surrogateEscapes = hasSurrogateEscapes(body);
  }

  /// Reads a body.
  ///
  /// @throws Refused if the real OpenObserve would answer 400
  static List<Element> read(byte[] body) throws Refused {
    checkUtf8(body);
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), body)) {
      return new BatchReader(body).elements(parser);
    } catch (JacksonException e) {
      throw new Refused(e.getOriginalMessage());
    }
  }

  private List<Element> elements(JsonParser parser) throws Refused {
    JsonToken first = parser.nextToken();
    if (first == null) {
      throw new Refused("EOF while parsing a value at line 1 column 0");
    }
    if (first != JsonToken.START_ARRAY) {
      throw new Refused("invalid type: expected a sequence of records");
    }
    List<Element> elements = new ArrayList<>();
    for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
      elements.add(element(parser, t));
    }
    if (parser.nextToken() != null) {
      throw new Refused("trailing characters");
    }
    return elements;
  }

  private Element element(JsonParser parser, JsonToken first) throws Refused {
    int start = offset(parser.currentTokenLocation().getByteOffset());
    OptionalLong timestamp = OptionalLong.empty();
    boolean present = false;
    int depth = 0;
    JsonToken token = first;
    while (true) {
      check(parser, token);
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      if (depth == 0) {
        break;
      }
      if (depth == 1
          && token == JsonToken.PROPERTY_NAME
          && "_timestamp".equals(parser.currentName())) {
        token = parser.nextToken();
        present = true;
        if (token == JsonToken.VALUE_NUMBER_INT) {
          timestamp = OptionalLong.of(parser.getLongValue());
        }
        continue;
      }
      token = parser.nextToken();
    }
    int end = offset(parser.currentLocation().getByteOffset());
    return new Element(
        new String(body, start, end - start, StandardCharsets.UTF_8),
        first == JsonToken.START_OBJECT,
        timestamp,
        present);
  }

  private void check(JsonParser parser, JsonToken token) throws Refused {
    switch (token) {
      case VALUE_STRING, PROPERTY_NAME -> {
        if (surrogateEscapes && hasLoneSurrogate(parser.getString())) {
          throw new Refused("lone leading surrogate in hex escape");
        }
      }
      case VALUE_NUMBER_FLOAT -> {
        if (Double.isInfinite(parser.getDoubleValue())) {
          throw new Refused("number out of range");
        }
      }
      default -> {}
    }
  }

  private static int offset(long byteOffset) {
    return Math.toIntExact(byteOffset);
  }

  private static void checkUtf8(byte[] body) throws Refused {
    try {
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(body));
    } catch (CharacterCodingException e) {
      throw new Refused("invalid unicode code point");
    }
  }

  /// Bytes that are valid UTF-8 contain no surrogates, so only an escape can introduce one.
  private static boolean hasSurrogateEscapes(byte[] body) {
    for (int i = 0; i + 2 < body.length; i++) {
      if (body[i] == '\\' && body[i + 1] == 'u' && (body[i + 2] == 'd' || body[i + 2] == 'D')) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasLoneSurrogate(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        return true;
      }
    }
    return false;
  }
}
