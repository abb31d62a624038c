package ai.openobserve.lambda.extension.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads HTTP/1.1 messages, requests or responses, one after another from one connection.
///
/// Bodies are delimited by `Content-Length`, by chunks or, in a response, by the end of the stream.
/// Heads are bounded; a longer one causes an [IOException], after which the connection is unusable.
/// Not thread-safe.
public final class MessageReader {
  private static final int MOST_HEAD_BYTES = 32 * 1024;

  /// Most bytes per read of a body: a large body takes few system calls, and the off-heap buffer
  /// that the socket keeps for its thread stays small.
  private static final int MOST_AT_ONCE = 64 * 1024;

  private final InputStream in;
  private final byte[] buffer = new byte[8192];
  private int position;
  private int limit;
  private int headBytes;

  public MessageReader(InputStream in) {
    this.in = in;
  }

  /// Waits for the first byte of the next message; false if the stream ends before it.
  public boolean awaitMessage() throws IOException {
    return position < limit || fill();
  }

  /// The head of the next message, or null if the stream ends before its first byte.
  public @Nullable Head head() throws IOException {
    headBytes = 0;
    if (!awaitMessage()) {
      return null;
    }
    String startLine = line();
    List<String> headers = new ArrayList<>();
    for (String header = line(); !header.isEmpty(); header = line()) {
      headers.add(header);
    }
    return new Head(startLine, headers);
  }

  /// The body of the request whose head was just read.
  public void requestBody(Head head, Body body) throws IOException {
    body(head, body, false);
  }

  /// The body of the response whose head was just read.
  public void responseBody(Head head, Body body) throws IOException {
    int status = head.status();
    if (status == 204 || status == 304) {
      body.clear();
      return;
    }
    body(head, body, true);
  }

  private void body(Head head, Body body, boolean untilEnd) throws IOException {
    body.clear();
    String length = head.header("Content-Length");
    if (head.headerIs("Transfer-Encoding", "chunked")) {
      chunks(body);
    } else if (length != null) {
      long count = number(length, 10);
      body.expect(count);
      bytes(count, body);
    } else if (untilEnd) {
      while (position < limit || fill()) {
        body.append(buffer, position, limit - position);
        position = limit;
      }
    }
  }

  private void chunks(Body body) throws IOException {
    while (true) {
      headBytes = 0;
      String size = line();
      int extension = size.indexOf(';');
      long count = number(extension < 0 ? size : size.substring(0, extension), 16);
      if (count == 0) {
        break;
      }
      bytes(count, body);
      if (!line().isEmpty()) {
        throw new IOException("A chunk is longer than its size");
      }
    }
    while (!line().isEmpty()) {
      // Trailers are ignored.
    }
  }

  private void bytes(long count, Body body) throws IOException {
    long left = count;
    while (left > 0) {
      if (position < limit) {
        int part = (int) Math.min(left, limit - position);
        body.append(buffer, position, part);
        position += part;
        left -= part;
      } else if (body.room() >= Math.min(left, buffer.length)) {
        left -= receive(body, (int) Math.min(left, MOST_AT_ONCE));
      } else if (!fill()) {
        throw endInBody();
      }
    }
  }

  private int receive(Body body, int most) throws IOException {
    int count = body.receive(in, most);
    if (count <= 0) {
      throw endInBody();
    }
    return count;
  }

  private static EOFException endInBody() {
    return new EOFException("The connection ended in the middle of a body");
  }

  private String line() throws IOException {
    StringBuilder longLine = null;
    while (true) {
      if (position == limit && !fill()) {
        throw new EOFException("The connection ended in the middle of a message");
      }
      int end = position;
      while (end < limit && buffer[end] != '\n') {
        end++;
      }
      headBytes += end - position + 1;
      if (headBytes > MOST_HEAD_BYTES) {
        throw new IOException("A message head is over " + MOST_HEAD_BYTES + " bytes");
      }
      String part = new String(buffer, position, end - position, StandardCharsets.ISO_8859_1);
      boolean complete = end < limit;
      position = complete ? end + 1 : end;
      if (longLine != null || !complete) {
        longLine = (longLine == null ? new StringBuilder() : longLine).append(part);
      }
      if (complete) {
        String line = longLine == null ? part : longLine.toString();
        return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
      }
    }
  }

  private boolean fill() throws IOException {
    position = 0;
    // Empties the buffer first, in case the read times out.
    limit = 0;
    limit = Math.max(0, in.read(buffer, 0, buffer.length));
    return limit > 0;
  }

  private static long number(String text, int radix) throws IOException {
    try {
      long number = Long.parseLong(text.strip(), radix);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Reported below.
    }
    throw new IOException("A message has no valid length");
  }
}
