package ai.openobserve.lambda.extension.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openobserve.lambda.extension.testing.SettableClock;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

@Timeout(value = 10, threadMode = ThreadMode.SEPARATE_THREAD)
class RequestInputTest {
  private static final RequestInput.Patience PATIENCE =
      new RequestInput.Patience(Duration.ofSeconds(5), Duration.ofSeconds(3));

  private final SettableClock clock = new SettableClock();
  private final Script script = new Script();

  /// A socket whose reads take their time and end as they are told to.
  private final class Script extends Socket {
    final Deque<Duration> bytes = new ArrayDeque<>();
    int timeout;

    /// A byte after this time; a negative one is a time-out.
    void then(Duration... next) {
      bytes.addAll(List.of(next));
    }

    @Override
    public InputStream getInputStream() {
      return new InputStream() {
        @Override
        public int read() {
          throw new AssertionError("Byte by byte");
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
          Duration next = bytes.remove();
          clock.advance(next.abs());
          if (next.isNegative()) {
            throw new SocketTimeoutException("Read timed out");
          }
          target[offset] = 'x';
          return 1;
        }
      };
    }

    @Override
    public void setSoTimeout(int millis) {
      timeout = millis;
    }
  }

  private RequestInput input() throws IOException {
    return new RequestInput(script, PATIENCE, clock::nanos);
  }

  @Test
  void betweenMessagesItWaitsForAsLongAsItTakes() throws IOException {
    RequestInput input = input();
    script.then(Duration.ofDays(1), Duration.ofDays(1));

    assertThat(input.read()).isEqualTo('x');
    assertThat(input.read()).isEqualTo('x');
    assertThat(script.timeout).isZero();
  }

  @Test
  void withinAMessageSilenceHasATimeout() throws IOException {
    RequestInput input = input();
    input.messageBegins();
    assertThat(script.timeout).isEqualTo(5000);

    script.then(Duration.ofSeconds(-5), Duration.ofSeconds(-5));

    assertThatThrownBy(input::read).isInstanceOf(SocketTimeoutException.class);
    input.messageEnds();
    assertThat(script.timeout).isZero();
  }

  @Test
  void aFreezeWithinAMessageIsNoSilence() throws IOException {
    RequestInput input = input();
    input.messageBegins();
    script.then(Duration.ofHours(-1), Duration.ZERO, Duration.ofHours(1), Duration.ZERO);

    for (int i = 0; i < 3; i++) {
      assertThat(input.read()).isEqualTo('x');
    }
  }

  @Test
  void aMessageMayNotTrickleForEver() throws IOException {
    RequestInput input = input();
    input.messageBegins();
    for (int i = 0; i < 31; i++) {
      script.then(Duration.ofMillis(100));
      assertThat(input.read()).isEqualTo('x');
    }

    assertThatThrownBy(input::read).hasMessage("the message did not end in time");

    input.messageEnds();
    input.messageBegins();
    script.then(Duration.ofMillis(100));
    assertThat(input.read()).isEqualTo('x');
  }
}
