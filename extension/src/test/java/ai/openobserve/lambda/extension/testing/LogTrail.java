package ai.openobserve.lambda.extension.testing;

import ai.openobserve.lambda.extension.log.Log;
import ai.openobserve.lambda.extension.log.LogLevel;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The lines that were logged, in order. Thread-safe.
public final class LogTrail extends OutputStream {
  private final List<String> writes = new ArrayList<>();

  /// A log into this trail at the default level.
  public Log log() {
    return log(LogLevel.INFO);
  }

  public Log log(LogLevel level) {
    return new Log(this, level);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) {
    writes.add(new String(bytes, offset, length, StandardCharsets.UTF_8));
    notifyAll();
  }

  @Override
  public void write(int single) {
    throw new AssertionError("A log line has to be one write");
  }

  /// The lines, without their line ends.
  public synchronized List<String> lines() {
    return String.join("", writes).lines().toList();
  }

  /// What was written, write by write.
  public synchronized List<String> writes() {
    return List.copyOf(writes);
  }

  /// Waits for a line that starts with the text.
  public synchronized void awaitLine(String start, Duration most) throws InterruptedException {
    long end = System.nanoTime() + most.toNanos();
    while (lines().stream().noneMatch(line -> line.startsWith(start))) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new AssertionError("No line starts with '" + start + "': " + lines());
      }
      wait(left);
    }
  }
}
