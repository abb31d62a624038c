package ai.openobserve.lambda.bench.process;

import java.io.BufferedReader;
import java.io.IOException;

/// A program running under the stopwatch. Closing it kills the program.
public final class Run implements AutoCloseable {
  private final Process stopwatch;
  private final BufferedReader answers;
  private final long pid;
  private final long startedNanos;
  private final long coldPages;

  private Run(
      Process stopwatch, BufferedReader answers, long pid, long startedNanos, long coldPages) {
    this.stopwatch = stopwatch;
    this.answers = answers;
    this.pid = pid;
    this.startedNanos = startedNanos;
    this.coldPages = coldPages;
  }

  static Run begun(Process stopwatch, BufferedReader answers, String line, long coldPages) {
    String[] words = line.split(" ", -1);
    if (words.length != 3 || !words[0].equals("started")) {
      throw new IllegalStateException("Unexpected output of the stopwatch: '" + line + "'");
    }
    return new Run(
        stopwatch, answers, Long.parseLong(words[1]), Long.parseLong(words[2]), coldPages);
  }

  public long pid() {
    return pid;
  }

  /// The time just before the program was started, by [System#nanoTime].
  public long startedNanos() {
    return startedNanos;
  }

  /// Pages of the program's file that could not be dropped from the page cache; 0 in a true cold
  /// start.
  public long coldPages() {
    return coldPages;
  }

  /// The program's current memory.
  public Memory memory() throws IOException {
    return Memory.of(pid);
  }

  /// Waits until the program ends by itself.
  public Usage end() throws IOException {
    return Usage.parse(Stopwatch.next(answers));
  }

  /// Kills the program.
  public Usage kill() throws IOException {
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    return end();
  }

  @Override
  public void close() {
    stopwatch.destroyForcibly();
  }
}
