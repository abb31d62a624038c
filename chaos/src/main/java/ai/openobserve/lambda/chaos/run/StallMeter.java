package ai.openobserve.lambda.chaos.run;

import java.time.Duration;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Measures how long a thread of this machine that is due has to wait for a processor: what times
/// can be trusted on a busy machine. Thread-safe.
public final class StallMeter implements Stalls, AutoCloseable {
  private static final long PERIOD = Duration.ofMillis(5).toNanos();
  private static final long WORTH_KEEPING = Duration.ofMillis(2).toNanos();
  private static final long KEPT = Duration.ofSeconds(60).toNanos();

  private final NavigableMap<Long, Long> stalls = new ConcurrentSkipListMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  /// Starts to measure.
  public StallMeter() {
    Thread.ofPlatform().daemon().name("stall-meter").start(this::measure);
  }

  private void measure() {
    try {
      long before = System.nanoTime();
      while (!closed.await(PERIOD, TimeUnit.NANOSECONDS)) {
        long now = System.nanoTime();
        long stall = now - before - PERIOD;
        if (stall > WORTH_KEEPING) {
          stalls.put(now, stall);
        }
        stalls.headMap(now - KEPT).clear();
        before = now;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public Duration in(long fromNanos, long toNanos) {
    long reach = Duration.ofMillis(20).toNanos();
    return Duration.ofNanos(
        stalls.subMap(fromNanos, toNanos + reach).values().stream().mapToLong(n -> n).sum());
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
