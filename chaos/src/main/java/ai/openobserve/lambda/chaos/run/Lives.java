package ai.openobserve.lambda.chaos.run;

import ai.openobserve.lambda.sandbox.ExtensionProcess;
import ai.openobserve.lambda.sandbox.Sandbox;
import ai.openobserve.lambda.sandbox.model.ShutdownReason;
import ai.openobserve.lambda.sandbox.model.TelemetryPost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// The processes of the extension, one after the other. Used by one thread.
final class Lives {
  private static final int KILLED = 137;

  private final Stalls stalls;
  private final List<Observation.Life> ended = new ArrayList<>();
  private @Nullable ExtensionProcess process;
  private boolean alive;
  private int postsBefore;
  private long fromNanos = System.nanoTime();
  private long peakKb;

  Lives(Stalls stalls) {
    this.stalls = stalls;
  }

  void begin(Sandbox sandbox) {
    process = sandbox.extension();
    alive = true;
  }

  /// An invocation is about to start a new process if there is none.
  void beginAgain(Sandbox sandbox) {
    if (!alive) {
      alive = true;
      peakKb = 0;
      postsBefore = sandbox.telemetry().posts().size();
      fromNanos = System.nanoTime();
    }
  }

  /// The process that has served an invocation.
  void serve(ExtensionProcess served) {
    process = served;
  }

  /// The number of the current process.
  int number() {
    return ended.size();
  }

  /// Looks at the memory of the process.
  void look(Sandbox sandbox) {
    sandbox.extension().pid().ifPresent(pid -> peakKb = Math.max(peakKb, peak(pid)));
  }

  private static long peak(long pid) {
    try (var lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException | java.io.UncheckedIOException e) {
      // The process is gone; what was seen before counts.
      return 0;
    }
  }

  /// The current process has ended.
  ///
  /// @param shutdownNanos when its shutdown phase began
  void end(Sandbox sandbox, ShutdownReason reason, long shutdownNanos) {
    ExtensionProcess gone = process;
    if (!alive || gone == null) {
      return;
    }
    List<TelemetryPost> posts = sandbox.telemetry().posts().entries();
    List<TelemetryPost> own = posts.subList(Math.min(postsBefore, posts.size()), posts.size());
    long toNanos = System.nanoTime();
    ended.add(
        new Observation.Life(
            gone.lines(),
            exitCode(gone),
            reason,
            own.stream().filter(TelemetryPost::acknowledged).mapToLong(TelemetryPost::items).sum(),
            own.stream().mapToLong(TelemetryPost::items).sum(),
            peakKb,
            fromNanos,
            shutdownNanos,
            toNanos,
            stalls.in(shutdownNanos, toNanos)));
    alive = false;
  }

  private static OptionalInt exitCode(ExtensionProcess process) {
    OptionalInt code = process.exitCode();
    return code.isPresent() ? code : OptionalInt.of(KILLED);
  }

  List<Observation.Life> all() {
    return ended;
  }
}
