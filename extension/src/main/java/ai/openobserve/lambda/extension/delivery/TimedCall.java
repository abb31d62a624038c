package ai.openobserve.lambda.extension.delivery;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Response;

/// A call with a timeout that counts only time in which the process runs. A freeze, however long,
/// counts as one tick, so that an answer waiting in the socket is still read after the thaw.
final class TimedCall {
  private static final long TICK = Duration.ofMillis(100).toNanos();

  private final Call call;
  private final Duration timeout;
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile boolean late;

  TimedCall(Call call, Duration timeout) {
    this.call = call;
    this.timeout = timeout;
  }

  /// Reads a response.
  interface Reader<T> {
    T read(Response response) throws IOException;
  }

  /// Makes the call on the calling thread.
  ///
  /// @throws InterruptedIOException if the time ran out
  <T> T run(Reader<T> reader) throws IOException {
    Thread.ofPlatform().daemon().name("timeout").start(this::endLate);
    try (Response response = call.execute()) {
      return reader.read(response);
    } catch (IOException e) {
      if (late) {
        var timedOut = new InterruptedIOException("timeout");
        timedOut.initCause(e);
        throw timedOut;
      }
      throw e;
    } finally {
      over.countDown();
    }
  }

  private void endLate() {
    try {
      for (long left = timeout.toNanos(); left > 0; left -= TICK) {
        if (over.await(Math.min(left, TICK), TimeUnit.NANOSECONDS)) {
          return;
        }
      }
      late = true;
      call.cancel();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
