package ai.openobserve.lambda.nativebuild.layer;

import ai.openobserve.lambda.nativebuild.image.Application;
import ai.openobserve.lambda.nativebuild.step.Architecture;
import ai.openobserve.lambda.nativebuild.step.Build;
import ai.openobserve.lambda.nativebuild.step.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/// The committed sizes of the executables. Every cold start pays for every byte, and bytes creep in
/// unnoticed: one call to a convenient method may add a megabyte.
public final class SizeRecord {
  /// Two images from the same inputs differ by less.
  private static final double TOLERANCE = 1.03;

  private SizeRecord() {}

  /// Compares the executables that exist with the record.
  ///
  /// @return one line per executable
  /// @throws Problem if one has grown by more than 3 %
  public static List<String> check(Build build, List<Architecture> targets) throws IOException {
    Path record = build.workspace().module().resolve("executable-sizes.properties");
    Map<String, Long> sizes = new TreeMap<>();
    for (Architecture target : targets) {
      Path executable =
          build.workspace().target().resolve("native/" + target.label() + "/" + Application.NAME);
      if (Files.exists(executable)) {
        sizes.put(target.label(), Files.size(executable));
      }
    }
    Properties recorded = new Properties();
    try (var in = Files.newBufferedReader(record)) {
      recorded.load(in);
    }
    return compare(recorded, sizes);
  }

  static List<String> compare(Properties recorded, Map<String, Long> sizes) {
    if (sizes.isEmpty()) {
      throw new Problem("No executable to compare: run make layers first.");
    }
    return sizes.entrySet().stream()
        .map(each -> compare(recorded, each.getKey(), each.getValue()))
        .toList();
  }

  private static String compare(Properties recorded, String architecture, long size) {
    String text = recorded.getProperty(architecture);
    if (text == null) {
      return String.format(
          Locale.ROOT,
          "executable %s: %,d bytes, no size recorded: add %s=%d to extension/native/executable-sizes.properties",
          architecture,
          size,
          architecture,
          size);
    }
    long before = Long.parseLong(text.strip());
    double share = (double) size / before;
    if (share > TOLERANCE) {
      throw new Problem(
          String.format(
              Locale.ROOT,
              "The executable for %s has grown from %,d to %,d bytes, by %.1f %%: see its log (extension/target/native/logs)"
                  + " for what was added, or write the new size to extension/native/executable-sizes.properties.",
              architecture,
              before,
              size,
              100 * (share - 1)));
    }
    return String.format(
        Locale.ROOT,
        "executable %s: %,d bytes, %+.1f %% of the recorded size",
        architecture,
        size,
        100 * (share - 1));
  }
}
