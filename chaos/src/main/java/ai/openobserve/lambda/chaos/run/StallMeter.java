package ai.openobserve.lambda.chaos.run;

import java.time.Duration;
import java.util.Map;
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
  private volatile long measuredNanos = System.nanoTime();
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
        measuredNanos = now;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public Duration in(long fromNanos, long toNanos) {
    long overlapping =
        stalls.tailMap(fromNanos).entrySet().stream()
            .filter(stall -> stall.getKey() - stall.getValue() <= toNanos)
            .mapToLong(Map.Entry::getValue)
            .sum();
    // The one that has not ended yet: it may well have been what made this thread late.
    long latest = measuredNanos;
    long ongoing = latest <= toNanos ? System.nanoTime() - latest - PERIOD : 0;
    return Duration.ofNanos(overlapping + Math.max(0, ongoing));
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
