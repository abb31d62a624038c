package ai.openobserve.lambda.bench.process;

import java.time.Duration;

/// What a process has used in its life, as the kernel has it.
///
/// @param exitCode 128 and the signal's number where it was killed
/// @param endedNanos on the clock of [System#nanoTime]
/// @param peakKib the largest resident memory, in KiB
/// @param minorFaults pages that were already in memory
/// @param majorFaults pages that were read from the disk
public record Usage(
    int exitCode,
    long endedNanos,
    Duration user,
    Duration system,
    long peakKib,
    long minorFaults,
    long majorFaults) {

  /// The line `ended …` of the stopwatch.
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

  /// Processor time, user and system.
  public double processorSeconds() {
    return user.plus(system).toNanos() / 1e9;
  }
}
