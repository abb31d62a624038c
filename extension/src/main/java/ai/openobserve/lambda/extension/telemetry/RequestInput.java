package ai.openobserve.lambda.extension.telemetry;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.function.LongSupplier;

/// The input of a telemetry connection. Between messages it waits without limit; within a message
/// it gives up on a sender that has stopped, and on one that never comes to an end.
///
/// The environment may freeze within a message, which must not cause a timeout: silence counts only
/// if it lasts twice in a row, and no wait counts for more than [#LONGEST_WAIT].
final class RequestInput extends InputStream {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

  private final Socket socket;
  private final InputStream in;
  private final Patience patience;
  private final LongSupplier nanos;
  private boolean inMessage;
  private long waited;

  /// How long a message may take.
  ///
  /// @param silence longest wait for a byte, twice in a row
  /// @param message longest wait in all
  record Patience(Duration silence, Duration message) {}

  RequestInput(Socket socket, Patience patience, LongSupplier nanos) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
    this.patience = patience;
    this.nanos = nanos;
  }

  /// Called when the first byte of a message has arrived: from now on the sender is expected to
  /// continue.
  void messageBegins() throws IOException {
    inMessage = true;
    waited = 0;
    socket.setSoTimeout(Math.toIntExact(patience.silence().toMillis()));
  }

  /// Called when the message is complete.
  void messageEnds() throws IOException {
    inMessage = false;
    socket.setSoTimeout(0);
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (!inMessage) {
      return in.read(bytes, offset, length);
    }
    try {
      return timedRead(bytes, offset, length);
    } catch (SocketTimeoutException e) {
      return timedRead(bytes, offset, length);
    }
  }

  private int timedRead(byte[] bytes, int offset, int length) throws IOException {
    if (waited > patience.message().toNanos()) {
      throw new IOException("the message did not end in time");
    }
    long start = nanos.getAsLong();
    try {
      return in.read(bytes, offset, length);
    } finally {
      waited += Math.min(nanos.getAsLong() - start, LONGEST_WAIT.toNanos());
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }
}
