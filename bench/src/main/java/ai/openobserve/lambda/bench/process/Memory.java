package ai.openobserve.lambda.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A process's memory at one moment, in KiB.
///
/// @param resident its pages in memory, including those of its file
/// @param proportional the same, with shared pages divided among those who share them
/// @param anonymous pages that are backed by no file
public record Memory(long resident, long proportional, long anonymous) {
  /// Reads the memory of a running process.
  public static Memory of(long pid) throws IOException {
    return parse(Files.readAllLines(Path.of("/proc/" + pid + "/smaps_rollup")));
  }

  static Memory parse(List<String> lines) {
    return new Memory(field(lines, "Rss:"), field(lines, "Pss:"), field(lines, "Anonymous:"));
  }

  private static long field(List<String> lines, String name) {
    for (String line : lines) {
      if (line.startsWith(name)) {
        return Long.parseLong(line.substring(name.length()).replace("kB", "").strip());
      }
    }
    throw new IllegalStateException("Missing " + name + " in " + lines);
  }
}
