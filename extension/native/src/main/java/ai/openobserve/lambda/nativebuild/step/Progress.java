package ai.openobserve.lambda.nativebuild.step;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Tells the person in front what is going on, with the seconds since the start before each line.
/// Work that takes long says every half minute how it stands.
public final class Progress {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final PrintStream out;
  private final LongSupplier nanos;
  private final long start;
  private volatile String latest = "";

  public Progress(PrintStream out, LongSupplier nanos) {
    this.out = out;
    this.nanos = nanos;
    this.start = nanos.getAsLong();
  }

  public void say(String line) {
    double seconds = (nanos.getAsLong() - start) / 1e9;
    out.println(String.format(Locale.ROOT, "%6.1f s  %s", seconds, line));
  }

  /// What the work at hand says itself: shown when somebody has waited long enough to wonder.
  public void latest(String line) {
    latest = line;
  }

  /// Runs the work and keeps the person informed until it is done.
  public void during(Work work) throws Exception {
    latest = "";
    try (ScheduledExecutorService clock =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("progress").factory())) {
      var tick =
          clock.scheduleAtFixedRate(
              () -> say("    … " + latest),
              PATIENCE.toMillis(),
              PATIENCE.toMillis(),
              TimeUnit.MILLISECONDS);
      try {
        work.run();
      } finally {
        tick.cancel(false);
      }
    }
  }

  /// Something that takes time.
  public interface Work {
    void run() throws Exception;
  }
}
