package ai.openobserve.lambda.extension.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.extension.testing.LogTrail;
import ai.openobserve.lambda.extension.testing.Records;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever is done to the buffer: received = delivered + dropped + held, nothing comes out twice
/// or out of order, and it never holds more than its size. A failure names its seed.
@Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
class LogBufferRandomTest {
  private static final int MAX_BYTES = 2000;

  static LongStream seeds() {
    return LongStream.concat(LongStream.rangeClosed(1, 40), LongStream.of(new Random().nextLong()));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everyRecordIsAccountedForUnderAnyOperations(long seed) {
    Random random = new Random(seed);
    Ledger ledger = new Ledger();
    BatchLimits limits =
        new BatchLimits(1 + random.nextInt(10), 1 + random.nextInt(20), 1 + random.nextInt(600));
    LogBuffer buffer = new LogBuffer(MAX_BYTES, limits, ledger, new LogTrail().log());
    List<Batch> inFlight = new ArrayList<>();
    int next = 0;
    int splits = 0;

    for (int step = 0; step < 2000; step++) {
      switch (random.nextInt(10)) {
        case 0, 1, 2, 3 -> {
          String name = Integer.toString(next++);
          int length = random.nextInt(50) == 0 ? random.nextInt(3000) : random.nextInt(100);
          Reporting reporting = random.nextBoolean() ? Reporting.QUIET : Reporting.LOGGED;
          Records.append(buffer, name + "x".repeat(length), reporting);
        }
        case 4, 5 -> {
          @Nullable Batch batch = buffer.take();
          if (batch != null) {
            inFlight.add(batch);
          }
        }
        case 6, 7 -> {
          if (!inFlight.isEmpty()) {
            Batch batch = inFlight.remove(random.nextInt(inFlight.size()));
            if (random.nextInt(5) == 0) {
              buffer.drop(batch, LossReason.MALFORMED);
            } else {
              int stored = random.nextInt(batch.records() + 1);
              buffer.settle(batch, stored, batch.records() - stored);
            }
          }
        }
        case 8 -> {
          if (!inFlight.isEmpty()) {
            Batch batch = inFlight.remove(random.nextInt(inFlight.size()));
            if (batch.splittable() && random.nextBoolean()) {
              buffer.split(batch);
              splits++;
            } else {
              buffer.giveBack(batch);
            }
          }
        }
        default -> {
          if (random.nextInt(200) == 0) {
            buffer.close(LossReason.SHUTDOWN);
            inFlight.clear();
          }
        }
      }
      assertThat(ledger.delivered() + ledger.dropped() + ledger.unconfirmed() + buffer.held())
          .as("step %d", step)
          .isEqualTo(ledger.received());
      // Halves hold a little more than the whole did, until the next record comes.
      splits = buffer.heldBytes() <= MAX_BYTES ? 0 : splits;
      assertThat(buffer.heldBytes())
          .as("step %d", step)
          .isLessThanOrEqualTo(MAX_BYTES + (long) Batch.OVERHEAD * splits);
      assertThat(inFlight.stream().mapToLong(Batch::held).sum())
          .as("step %d", step)
          .isLessThanOrEqualTo(buffer.heldBytes());
    }
    assertThat(ledger.received()).isEqualTo(next);

    inFlight.forEach(buffer::giveBack);
    assertComesOutInOrder(buffer);
  }

  private static void assertComesOutInOrder(LogBuffer buffer) {
    int before = -1;
    int bytes = 0;
    for (@Nullable Batch batch = buffer.take(); batch != null; batch = buffer.take()) {
      bytes += batch.length();
      for (String text : Records.of(batch)) {
        int number = Integer.parseInt(text.replace("x", ""));
        assertThat(number).isGreaterThan(before);
        before = number;
      }
    }
    assertThat(bytes).isLessThanOrEqualTo(MAX_BYTES);
  }

  @Test
  void everyRecordIsAccountedForUnderTwoThreads() throws InterruptedException {
    int records = 100_000;
    Ledger ledger = new Ledger();
    LogBuffer buffer =
        new LogBuffer(20_000, new BatchLimits(10, 50, 2000), ledger, new LogTrail().log());
    AtomicBoolean done = new AtomicBoolean();
    CountDownLatch started = new CountDownLatch(1);
    List<Integer> delivered = new ArrayList<>();
    Thread consumer =
        Thread.ofPlatform()
            .start(() -> {
              Random random = new Random(5);
              started.countDown();
              while (!done.get() || !buffer.backlog().isEmpty()) {
                @Nullable Batch batch = buffer.take();
                if (batch == null) {
                  Thread.onSpinWait();
                } else if (random.nextInt(4) == 0) {
                  buffer.giveBack(batch);
                } else if (random.nextInt(4) == 0 && batch.splittable()) {
                  buffer.split(batch);
                } else {
                  Records.of(batch).forEach(text -> delivered.add(Integer.valueOf(text)));
                  buffer.settle(batch, batch.records(), 0);
                }
              }
            });
    started.await();
    for (int i = 0; i < records; i++) {
      Records.append(buffer, Integer.toString(i));
    }
    done.set(true);
    consumer.join();

    assertThat(ledger.received()).isEqualTo(records);
    assertThat(ledger.delivered() + ledger.dropped()).isEqualTo(records);
    assertThat(delivered).hasSize((int) ledger.delivered()).isSorted().doesNotHaveDuplicates();
    assertThat(buffer.held()).isZero();
  }
}
