package ai.openobserve.lambda.sandbox.internal.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/// A child process and its descendants, which are started, stopped, continued and killed together.
public final class ChildProcess {
  /// How long to wait for remaining output once the process is gone: long enough for a reader on a
  /// busy machine, but bounded, since a grandchild may keep the pipe open.
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private static final Set<ChildProcess> ALIVE = ConcurrentHashMap.newKeySet();

  static {
    // The first signal and the first scan of the process table load classes, which takes long; a
    // process that is about to be frozen would keep running in the meantime.
    Signals.CONT.send(ProcessHandle.current().pid());
    long _ = ProcessHandle.current().descendants().count();
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> ALIVE.forEach(ChildProcess::kill), "kill-children"));
  }

  private final Process process;
  private final long launchedNanos;
  private volatile List<ProcessHandle> stopped = List.of();

  private ChildProcess(Process process, long launchedNanos) {
    this.process = process;
    this.launchedNanos = launchedNanos;
  }

  /// What to start, and the callbacks for its output and its exit.
  ///
  /// @param onLine called on a reading thread
  /// @param onExit called once with the exit code, after the last line
  public record Launch(
      String name,
      List<String> command,
      Map<String, String> environment,
      Optional<Path> folder,
      Consumer<String> onLine,
      IntConsumer onExit) {}

  /// Starts a process with exactly this environment.
  ///
  /// @throws IOException if the command cannot be executed
  public static ChildProcess start(Launch launch) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(launch.command()).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(launch.environment());
    launch.folder().ifPresent(folder -> builder.directory(folder.toFile()));
    long nanos = System.nanoTime();
    ChildProcess child = new ChildProcess(builder.start(), nanos);
    ALIVE.add(child);
    Thread reader = child.read(launch);
    Thread.ofVirtual().name(launch.name() + "-exit").start(() -> child.awaitEnd(launch, reader));
    return child;
  }

  private Thread read(Launch launch) {
    // A platform thread, since reading from a pipe would pin the carrier of a virtual one.
    return Thread.ofPlatform()
        .daemon()
        .name(launch.name() + "-output")
        .start(() -> {
          try (InputStream in = process.getInputStream()) {
            new LineSplitter(launch.onLine()).drain(in);
          } catch (IOException e) {
            // The pipe was closed with the process, so nothing is left to read.
          }
        });
  }

  private void awaitEnd(Launch launch, Thread reader) {
    int code = process.onExit().join().exitValue();
    ALIVE.remove(this);
    try {
      var _ = reader.join(LAST_WORDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    launch.onExit().accept(code);
  }

  /// Its process id.
  public long pid() {
    return process.pid();
  }

  /// The time just before exec, by [System#nanoTime].
  public long launchedNanos() {
    return launchedNanos;
  }

  /// Sends SIGSTOP to all of them.
  public void freeze() {
    if (!process.isAlive()) {
      return;
    }
    Signals.STOP.send(process.pid());
    stopped = all().toList();
    stopped.forEach(each -> Signals.STOP.send(each.pid()));
  }

  /// Sends SIGCONT to all that were frozen.
  public void thaw() {
    stopped.forEach(each -> Signals.CONT.send(each.pid()));
    stopped = List.of();
  }

  /// Sends SIGTERM to the process itself.
  public void terminate() {
    if (process.isAlive()) {
      Signals.TERM.send(process.pid());
    }
  }

  /// Sends SIGKILL to all of them.
  public void kill() {
    all().toList().forEach(ProcessHandle::destroyForcibly);
  }

  private Stream<ProcessHandle> all() {
    return process.isAlive()
        ? Stream.concat(Stream.of(process.toHandle()), process.descendants())
        : Stream.empty();
  }
}
