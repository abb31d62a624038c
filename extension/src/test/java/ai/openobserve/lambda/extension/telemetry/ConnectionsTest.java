package ai.openobserve.lambda.extension.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openobserve.lambda.extension.testing.SettableClock;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Objects;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

@Timeout(value = 20, threadMode = ThreadMode.SEPARATE_THREAD)
class ConnectionsTest {
  private static final Duration TICK = Duration.ofMillis(1);
  private static final Duration SLOW = Duration.ofMillis(500);

  private final SettableClock clock = new SettableClock();

  /// What happens while a body waits for memory: time passes, and nothing else.
  private LongConsumer meanwhile = nanos -> clock.advance(Duration.ofNanos(nanos));

  private final Connections connections =
      new Connections(
          2,
          100,
          (_, nanos) -> {
            meanwhile.accept(nanos);
            return 0;
          },
          clock::nanos);

  private Connections.Connection admit() throws IOException {
    clock.advance(TICK);
    return Objects.requireNonNull(connections.admit(new Socket()));
  }

  private Connections.Connection receiving(int bytes) throws IOException {
    Connections.Connection connection = admit();
    connection.receiving();
    connection.reserve(bytes);
    return connection;
  }

  private static boolean isClosed(Connections.Connection connection) {
    return connection.socket().isClosed();
  }

  @Test
  void theLongestIdleOneMakesPlace() throws IOException {
    Connections.Connection first = admit();
    Connections.Connection second = admit();
    clock.advance(TICK);
    first.idle();

    Connections.Connection third = admit();

    assertThat(isClosed(second)).isTrue();
    assertThat(isClosed(first)).isFalse();
    assertThat(isClosed(third)).isFalse();
  }

  @Test
  void anIdleOneMakesPlaceRatherThanASlowOne() throws IOException {
    Connections.Connection slow = receiving(10);
    clock.advance(SLOW);
    Connections.Connection idle = admit();

    admit();

    assertThat(isClosed(idle)).isTrue();
    assertThat(isClosed(slow)).isFalse();
  }

  @Test
  void theSlowestOneMakesPlaceOnceItIsSlow() throws IOException {
    Connections.Connection slowest = receiving(10);
    Connections.Connection slow = receiving(10);

    assertThat(connections.admit(new Socket())).isNull();

    clock.advance(SLOW);
    assertThat(connections.admit(new Socket())).isNotNull();
    assertThat(isClosed(slowest)).isTrue();
    assertThat(isClosed(slow)).isFalse();
    assertThat(connections.usedBytes()).isEqualTo(10);
  }

  @Test
  void whatWasReceivedIsNotTouched() throws IOException {
    receiving(10).received();
    receiving(10).received();
    clock.advance(Duration.ofHours(1));

    assertThat(connections.admit(new Socket())).isNull();
  }

  @Test
  void aBodyThatGrowsTakesTheMemoryOfASlowOne() throws IOException {
    Connections.Connection slow = receiving(80);
    clock.advance(SLOW);
    Connections.Connection growing = receiving(30);

    assertThat(isClosed(slow)).isTrue();
    assertThat(connections.usedBytes()).isEqualTo(30);
    // What it gives back late is not counted twice.
    slow.release(80);
    slow.left();
    assertThat(connections.usedBytes()).isEqualTo(30);
    assertThatThrownBy(() -> slow.reserve(1)).isInstanceOf(IOException.class);

    growing.reserve(70);
    growing.release(100);
    assertThat(connections.usedBytes()).isZero();
  }

  @Test
  void aBodyWaitsForMemoryThatIsAboutToBeFree() throws IOException {
    Connections.Connection busy = receiving(80);
    busy.received();
    Connections.Connection growing = admit();
    growing.receiving();
    meanwhile = _ -> busy.release(80);

    growing.reserve(30);

    assertThat(connections.usedBytes()).isEqualTo(30);
  }

  @Test
  void aBodyThatFindsNoMemoryEnds() throws IOException {
    receiving(80).received();
    Connections.Connection growing = admit();
    growing.receiving();

    assertThatThrownBy(() -> growing.reserve(30)).hasMessage("no memory left for another body");
    assertThat(clock.instant()).isAfter(SettableClock.START.plusSeconds(5));
  }

  @Test
  void theMemoryOfOneThatHasLeftIsFree() throws IOException {
    Connections.Connection one = receiving(80);
    one.left();
    one.left();

    assertThat(connections.usedBytes()).isZero();
    receiving(100);
  }
}
