package ai.openobserve.lambda.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// Describes the machine on which figures are measured.
public final class Machine {
  private Machine() {}

  /// Its processor, cores, memory, kernel and load, on one line.
  public static String describe() throws IOException {
    return String.format(
        Locale.ROOT,
        "%s, %d cores, %.0f GiB, Linux %s, load %s",
        field("/proc/cpuinfo", "model name", System.getProperty("os.arch")),
        Runtime.getRuntime().availableProcessors(),
        Double.parseDouble(field("/proc/meminfo", "MemTotal", "0").replace("kB", "").strip())
            / 1024
            / 1024,
        System.getProperty("os.version"),
        load());
  }

  /// The number of processes that wanted to run in the last minute: above the number of cores,
  /// times include waiting, and only counts, bytes and ratios are meaningful.
  private static String load() throws IOException {
    String text = Files.readString(Path.of("/proc/loadavg"));
    return text.substring(0, text.indexOf(' '));
  }

  private static String field(String file, String name, String otherwise) throws IOException {
    try (var lines = Files.lines(Path.of(file))) {
      return lines
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(otherwise);
    }
  }
}
