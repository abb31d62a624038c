package ai.openobserve.lambda.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The memory of a process at one moment, in KiB.
///
/// @param resident pages of it in memory, those of its file included
/// @param proportional the same, with shared pages divided by those who share them
/// @param anonymous its own: what no file gives back
public record Memory(long resident, long proportional, long anonymous) {
  /// Of a process that runs.
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
