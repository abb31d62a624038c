package ai.openobserve.lambda.bench.measure;

import ai.openobserve.lambda.bench.report.Figure;
import ai.openobserve.lambda.bench.report.Report;
import ai.openobserve.lambda.bench.report.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The bytes that a cold start reads and a layer download transfers, and what they consist of
/// according to the image builder's log.
public final class SizeBenchmark implements Benchmark {
  private static final String SECTION = "Size";
  private static final String NATIVE = "native";

  private static final String NUMBER = "(\\d+(?:\\.\\d+)?)(B|kB|MB)";
  private static final Pattern PART =
      Pattern.compile("^\\s*" + NUMBER + " \\(.*?\\) for (code area|image heap|other data)");
  private static final Pattern ORIGINS =
      Pattern.compile("^\\s+" + NUMBER + " (\\S.*?)\\s{2,}" + NUMBER + " (\\S.*?)\\s*$");

  private final Path executable;

  /// @param executable as the native build left it, with its zip and log around it
  public SizeBenchmark(Path executable) {
    this.executable = executable;
  }

  @Override
  public String title() {
    return "Size, and what it is";
  }

  @Override
  public void run(Report report) throws IOException {
    add(report, "executable", Files.size(executable) / 1e6);
    // extension/target/native/x86_64/o2-lambda-extension
    Path folder = executable.toAbsolutePath().resolve("..").normalize();
    Path target = folder.resolve("../..").normalize();
    String architecture = target.resolve("native").relativize(folder).toString();
    Path zip = target.resolve(executable.getFileName() + "-" + architecture + ".zip");
    if (Files.exists(zip)) {
      add(report, "layer, zipped", Files.size(zip) / 1e6);
    }
    Path log = target.resolve("native/logs/image-" + architecture + ".log");
    if (Files.exists(log)) {
      for (String line : Files.readAllLines(log)) {
        note(report, line);
      }
    }
  }

  private static void note(Report report, String line) {
    Matcher part = PART.matcher(line);
    if (part.find()) {
      add(report, part.group(3), megabytes(part.group(1), part.group(2)));
      return;
    }
    Matcher origins = ORIGINS.matcher(line);
    if (origins.find()) {
      add(report, "code of " + origins.group(3), megabytes(origins.group(1), origins.group(2)));
      add(report, "heap: " + origins.group(6), megabytes(origins.group(4), origins.group(5)));
    }
  }

  private static double megabytes(String number, String unit) {
    double value = Double.parseDouble(number);
    return switch (unit) {
      case "MB" -> value;
      case "kB" -> value / 1e3;
      default -> value / 1e6;
    };
  }

  private static void add(Report report, String what, double megabytes) {
    report.add(new Figure(SECTION, what, NATIVE, "MB", new Sample(megabytes)));
  }
}
