package ai.openobserve.lambda.extension.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import ai.openobserve.lambda.extension.testing.LogTrail;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 10, threadMode = ThreadMode.SEPARATE_THREAD)
class LogTest {
  private final LogTrail trail = new LogTrail();

  @ParameterizedTest
  @CsvSource({
    "ERROR, ERROR e",
    "WARN, 'ERROR e,WARN w'",
    "INFO, 'ERROR e,WARN w,INFO i'",
    "DEBUG, 'ERROR e,WARN w,INFO i,DEBUG d'"
  })
  void writesTheLevelsThatAreAsSevereAsTheOneThatIsSet(LogLevel level, String expected) {
    Log log = trail.log(level);

    log.error("e");
    log.warn("w");
    log.info("i");
    log.debug("d");

    assertThat(trail.lines()).containsExactly(expected.split(","));
  }

  @Test
  void aLineIsOneWriteInUtf8() {
    trail.log().info("größer");

    assertThat(trail.writes()).containsExactly("INFO größer\n");
  }

  @Test
  void linesOfSeveralThreadsNeverMix() throws InterruptedException {
    Log log = trail.log();
    CountDownLatch start = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      String letter = String.valueOf((char) ('a' + i));
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                try {
                  start.await();
                  for (int line = 0; line < 200; line++) {
                    log.info(letter.repeat(50));
                  }
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              }));
    }
    start.countDown();
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(trail.lines())
        .hasSize(800)
        .allMatch(line -> line.matches("INFO (a{50}|b{50}|c{50}|d{50})"));
  }

  @Test
  void aBrokenOutputIsNoReasonToFail() {
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };

    assertThatCode(() -> new Log(broken, LogLevel.INFO).error("x")).doesNotThrowAnyException();
  }
}
