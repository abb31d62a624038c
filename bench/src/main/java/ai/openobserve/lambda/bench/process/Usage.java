package ai.openobserve.lambda.bench.process;

import java.time.Duration;

/// What a process used during its lifetime, according to the kernel.
///
/// @param exitCode 128 plus the signal's number if it was killed
/// @param endedNanos when it ended, by [System#nanoTime]
/// @param peakKib the largest resident memory, in KiB
/// @param minorFaults pages that were already in memory
/// @param majorFaults pages that were read from disk
public record Usage(
    int exitCode,
    long endedNanos,
    Duration user,
    Duration system,
    long peakKib,
    long minorFaults,
    long majorFaults) {

  /// Parses the stopwatch's line `ended …`.
  static Usage parse(String line) {
    String[] words = line.split(" ", -1);
    if (words.length != 8 || !words[0].equals("ended")) {
      throw new IllegalStateException("Unexpected output of the stopwatch: '" + line + "'");
    }
    return new Usage(
        Integer.parseInt(words[1]),
        Long.parseLong(words[2]),
        micros(words[3]),
        micros(words[4]),
        Long.parseLong(words[5]),
        Long.parseLong(words[6]),
        Long.parseLong(words[7]));
  }

  private static Duration micros(String word) {
    return Duration.ofNanos(Math.multiplyExact(Long.parseLong(word), 1000L));
  }

  /// CPU time, user and system.
  public double processorSeconds() {
    return user.plus(system).toNanos() / 1e9;
  }
}
