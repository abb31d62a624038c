package ai.openobserve.lambda.extension.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

// Line ends are part of what is tested.
@SuppressWarnings("StringConcatToTextBlock")
@Timeout(value = 10, threadMode = ThreadMode.SEPARATE_THREAD)
class MessageReaderTest {
  private static final String CHUNKED = "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n";

  private final Body body = new Body(1000);

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static MessageReader reader(String text) {
    return new MessageReader(stream(text));
  }

  private static Head head(MessageReader reader) throws IOException {
    return Objects.requireNonNull(reader.head());
  }

  /// Comes in pieces of the given size, as sockets deliver them.
  private static InputStream inPieces(String text, int size) {
    return new InputStream() {
      private final InputStream whole = stream(text);

      @Override
      public int read() throws IOException {
        return whole.read();
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        return whole.read(bytes, offset, Math.min(size, length));
      }
    };
  }

  private String request(String text) throws IOException {
    MessageReader reader = reader(text);
    reader.requestBody(head(reader), body);
    return body.text();
  }

  private String response(String text) throws IOException {
    MessageReader reader = reader(text);
    reader.responseBody(head(reader), body);
    return body.text();
  }

  @Test
  void readsABodyByItsLength() throws IOException {
    assertThat(request("POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello, world"))
        .isEqualTo("hello");
  }

  @Test
  void readsMessagesOneAfterAnother() throws IOException {
    MessageReader reader =
        reader(
            "POST /1 HTTP/1.1\r\nContent-Length: 1\r\n\r\na"
                + "POST /2 HTTP/1.1\r\ntransfer-encoding: CHUNKED\r\n\r\n1\r\nb\r\n0\r\n\r\n"
                + "POST /3 HTTP/1.1\r\n\r\n");

    for (String expected : new String[] {"a", "b", ""}) {
      reader.requestBody(head(reader), body);
      assertThat(body.text()).isEqualTo(expected);
    }
    assertThat(reader.head()).isNull();
  }

  @Test
  void readsChunksWithExtensionsAndTrailers() throws IOException {
    assertThat(
            request(
                CHUNKED + "5;name=value\r\nhello\r\nA \r\n, world!!!\r\n0\r\nTrailer: x\r\n\r\n"))
        .isEqualTo("hello, world!!!");
  }

  @Test
  void chunkedWinsOverALength() throws IOException {
    assertThat(
            request(
                CHUNKED.replace("Transfer", "Content-Length: 3\r\nTransfer")
                    + "5\r\nhello\r\n0\r\n\r\n"))
        .isEqualTo("hello");
  }

  @Test
  void aRequestWithoutALengthHasNoBody() throws IOException {
    assertThat(request("GET / HTTP/1.1\r\nHost: x\r\n\r\nignored")).isEmpty();
  }

  @Test
  void aResponseWithoutALengthGoesOnToTheEnd() throws IOException {
    assertThat(response("HTTP/1.1 200 OK\r\n\r\nhello")).isEqualTo("hello");
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 304})
  void aResponseThatHasNoBodyEndsWithItsHead(int status) throws IOException {
    MessageReader reader =
        reader("HTTP/1.1 " + status + " x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    reader.responseBody(head(reader), body);

    assertThat(body.length()).isZero();
    assertThat(head(reader).status()).isEqualTo(200);
  }

  @Test
  void linesMayEndWithoutACarriageReturn() throws IOException {
    assertThat(request("POST / HTTP/1.1\nContent-Length: 2\n\nok")).isEqualTo("ok");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100, 8192, 65_536, 1_000_000})
  void largeBodiesComeWholeAndLeaveWhatFollows(int pieces) throws IOException {
    Random random = new Random(pieces);
    Body large = new Body(1_000_000);
    StringBuilder messages = new StringBuilder();
    List<String> contents = new ArrayList<>();
    for (int length : List.of(200_000, 8191, 300_000, 1, 70_000)) {
      String content = "x".repeat(length / 2) + random.nextLong() + "y".repeat(length);
      contents.add(content);
      messages.append("POST / HTTP/1.1\r\nContent-Length: ").append(content.length());
      messages.append("\r\n\r\n").append(content);
    }
    MessageReader reader = new MessageReader(inPieces(messages.toString(), pieces));

    for (String content : contents) {
      reader.requestBody(head(reader), large);
      assertThat(large.text()).isEqualTo(content);
      large.clear();
    }
    assertThat(reader.head()).isNull();
  }

  @Test
  void aLargeBodyThatIsCutOffIsAnError() throws IOException {
    MessageReader reader =
        reader("POST / HTTP/1.1\r\nContent-Length: 100000\r\n\r\n" + "x".repeat(99_999));
    Head head = head(reader);

    assertThatThrownBy(() -> reader.requestBody(head, new Body(1_000_000)))
        .isInstanceOf(EOFException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 8191, 8192})
  void piecesOfAnySizeMakeTheSameMessage(int size) throws IOException {
    Random random = new Random(size);
    StringBuilder content = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      content.append((char) ('a' + random.nextInt(26)));
    }
    String half = content.substring(0, 10_000);
    String rest = content.substring(10_000);
    Body large = new Body(100_000);
    MessageReader reader =
        new MessageReader(
            inPieces(
                "POST /x HTTP/1.1\r\nX-Long: "
                    + "y".repeat(10_000)
                    + "\r\nTransfer-Encoding: chunked\r\n\r\n2710\r\n"
                    + half
                    + "\r\n2710\r\n"
                    + rest
                    + "\r\n0\r\n\r\nGET /next HTTP/1.1\r\n\r\n",
                size));

    Head first = head(reader);
    reader.requestBody(first, large);

    assertThat(first.header("x-long")).hasSize(10_000);
    assertThat(large.text()).isEqualTo(content.toString());
    assertThat(head(reader).startLine()).isEqualTo("GET /next HTTP/1.1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "x", "", "99999999999999999999", "1,1"})
  void aLengthThatIsNoneIsAnError(String length) {
    assertThatThrownBy(() -> request("POST / HTTP/1.1\r\nContent-Length: " + length + "\r\n\r\n"))
        .isInstanceOf(IOException.class)
        .hasMessage("A message has no valid length");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "g", "", ";x", "FFFFFFFFFFFFFFFFF"})
  void aChunkSizeThatIsNoneIsAnError(String size) {
    assertThatThrownBy(() -> request(CHUNKED + size + "\r\nx\r\n"))
        .isInstanceOf(IOException.class)
        .hasMessage("A message has no valid length");
  }

  @Test
  void aChunkLongerThanItsSizeIsAnError() {
    assertThatThrownBy(() -> request(CHUNKED + "2\r\nabc\r\n0\r\n\r\n"))
        .hasMessage("A chunk is longer than its size");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST / HTTP/1.1",
        "POST / HTTP/1.1\r\n",
        "POST / HTTP/1.1\r\nContent-Length: 5\r\n",
        "POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nhell",
        CHUNKED + "5\r\nhell",
        CHUNKED + "5\r\nhello\r\n",
        CHUNKED + "5\r\nhello\r\n0\r\n"
      })
  void aMessageThatEndsEarlyIsAnError(String text) {
    assertThatThrownBy(() -> request(text)).isInstanceOf(EOFException.class);
  }

  @Test
  void anEndlessHeadIsAnErrorBeforeItFillsTheMemory() {
    assertThatThrownBy(() -> request("POST / HTTP/1.1\r\n" + "X: y\r\n".repeat(10_000)))
        .hasMessage("A message head is over 32768 bytes");
    assertThatThrownBy(() -> request("x".repeat(100_000)))
        .hasMessage("A message head is over 32768 bytes");
    assertThatThrownBy(() -> request(CHUNKED + "0\r\n" + "X: y\r\n".repeat(10_000)))
        .hasMessage("A message head is over 32768 bytes");
  }

  @Test
  void aBodyOverTheLimitIsReadToItsEndAndNotKept() throws IOException {
    MessageReader reader =
        reader(
            "POST / HTTP/1.1\r\nContent-Length: 1001\r\n\r\n"
                + "x".repeat(1001)
                + "POST / HTTP/1.1\r\nContent-Length: 1000\r\n\r\n"
                + "y".repeat(1000));

    reader.requestBody(head(reader), body);
    assertThat(body.overflowed()).isTrue();
    assertThat(body.length()).isZero();

    reader.requestBody(head(reader), body);
    assertThat(body.overflowed()).isFalse();
    assertThat(body.text()).isEqualTo("y".repeat(1000));
  }

  @Test
  void manyChunksOverTheLimitAreNotKeptEither() throws IOException {
    request(CHUNKED + ("64\r\n" + "z".repeat(100) + "\r\n").repeat(11) + "0\r\n\r\n");

    assertThat(body.overflowed()).isTrue();
    assertThat(body.length()).isZero();
  }

  @Test
  void manySmallChunksAreNoEndlessHead() throws IOException {
    Body large = new Body(100_000);
    MessageReader reader = reader(CHUNKED + "1\r\nx\r\n".repeat(20_000) + "0\r\n\r\n");

    reader.requestBody(head(reader), large);

    assertThat(large.text()).isEqualTo("x".repeat(20_000));
  }

  @Test
  void aLargeBodyIsNotHeldOnToAfterwards() throws IOException {
    Body large = new Body(4 << 20);
    MessageReader reader =
        reader("POST / HTTP/1.1\r\nContent-Length: 2000000\r\n\r\n" + "x".repeat(2_000_000));
    reader.requestBody(head(reader), large);
    assertThat(large.length()).isEqualTo(2_000_000);

    large.clear();

    assertThat(large.bytes().length).isLessThanOrEqualTo(512 * 1024);
  }

  @Test
  void headersAreFoundInAnyLetterCase() throws IOException {
    Head head =
        head(reader("HTTP/1.1 200 OK\r\nlambda-extension-IDENTIFIER:  abc \r\nXY: z\r\n\r\n"));

    assertThat(head.header("Lambda-Extension-Identifier")).isEqualTo("abc");
    assertThat(head.header("X")).isNull();
    assertThat(head.headerIs("xy", "Z")).isTrue();
    assertThat(head.headerIs("X", "z")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.1", "HTTP/1.1 ", "HTTP/1.1 20", "HTTP/1.1 2xx OK", ""})
  void aStartLineWithoutAStatusHasNone(String line) {
    assertThat(new Head(line, List.of()).status()).isEqualTo(-1);
  }

  @Test
  void knowsWhoClosesTheConnection() {
    assertThat(new Head("GET / HTTP/1.1", List.of()).closes()).isFalse();
    assertThat(new Head("GET / HTTP/1.1", List.of("connection: Close")).closes()).isTrue();
    assertThat(new Head("GET / HTTP/1.0", List.of()).closes()).isTrue();
    assertThat(new Head("GET / HTTP/1.0", List.of("Connection: keep-alive")).closes()).isFalse();
  }
}
