package ai.openobserve.lambda.nativebuild.step;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Reports progress to the user, each line preceded by the seconds since the start. Long-running
/// work is reported every half minute.
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

  /// The latest output of the current work, shown in the half-minute reports.
  public void latest(String line) {
    latest = line;
  }

  /// Runs the work, and reports on it until it is done.
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
