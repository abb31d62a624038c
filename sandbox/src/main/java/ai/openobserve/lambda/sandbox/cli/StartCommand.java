package ai.openobserve.lambda.sandbox.cli;

import ai.openobserve.lambda.sandbox.ExtensionProcess;
import ai.openobserve.lambda.sandbox.Function;
import ai.openobserve.lambda.sandbox.Sandbox;
import ai.openobserve.lambda.sandbox.sink.OpenObserveSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Measures what a user's function waits for at every cold start, and what the extension weighs
/// when it has nothing to do.
@Command(
    name = "start",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = {
      "Starts an extension again and again, and tells the median and the lowest time from exec to its"
          + " first request for an event, and its memory a second later.",
      "The time includes that of the sandbox's own fork and exec: give a busy machine more runs, and"
          + " compare ratios."
    })
final class StartCommand implements Callable<Integer> {
  @Option(
      names = "--extension",
      required = true,
      paramLabel = "[NAME=]COMMAND",
      description = "The extension: its executable, or a command line.")
  private String extension = "";

  @Option(
      names = {"-n", "--runs"},
      defaultValue = "20",
      description = "How many starts (default: ${DEFAULT-VALUE}).")
  private int runs;

  @Option(
      names = "--idle-ms",
      defaultValue = "1000",
      description = "When the memory is read, after the start (default: ${DEFAULT-VALUE}).")
  private int idleMs;

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<Double> millis = new ArrayList<>();
    List<Double> resident = new ArrayList<>();
    List<Double> anonymous = new ArrayList<>();
    try (OpenObserveSink sink = OpenObserveSink.start()) {
      // The first start after a build reads the file from disk, and warms the sandbox up.
      for (int run = -2; run < runs; run++) {
        measure(sink, run >= 0, millis, resident, anonymous);
      }
    }
    print("exec to first /next, ms", millis);
    print("resident memory, MiB", resident);
    print("of it anonymous, MiB", anonymous);
    return 0;
  }

  private void measure(
      OpenObserveSink sink,
      boolean counts,
      List<Double> millis,
      List<Double> resident,
      List<Double> anonymous)
      throws IOException, InterruptedException {
    CommandText text = CommandText.parse(extension);
    try (Sandbox sandbox =
        Sandbox.builder()
            .extension(text.name(), text.command())
            .function(Function.scripted(invocation -> invocation.payload()))
            .freezing(false)
            .environment("O2_ENDPOINT", sink.url())
            .environment("O2_ORGANIZATION_ID", sink.organization())
            .environment("O2_AUTHORIZATION_HEADER", sink.authorization())
            .start()) {
      ExtensionProcess process = sandbox.extension();
      Duration start =
          process
              .timeToFirstNext()
              .orElseThrow(() -> new IllegalStateException("The extension did not start"));
      idle();
      if (counts) {
        Path status = Path.of("/proc", String.valueOf(process.pid().orElseThrow()), "status");
        List<String> lines = Files.readAllLines(status);
        millis.add(start.toNanos() / 1e6);
        resident.add(mebibytes(lines, "VmRSS:"));
        anonymous.add(mebibytes(lines, "RssAnon:"));
      }
    }
  }

  /// What is measured is a process that is left alone for a while.
  private void idle() throws InterruptedException {
    boolean early = new CountDownLatch(1).await(idleMs, TimeUnit.MILLISECONDS);
    if (early) {
      throw new IllegalStateException("A latch that nobody counts down opened");
    }
  }

  private static double mebibytes(List<String> status, String field) {
    for (String line : status) {
      if (line.startsWith(field)) {
        return Long.parseLong(line.substring(field.length()).replace("kB", "").strip()) / 1024.0;
      }
    }
    throw new IllegalStateException("/proc has no " + field);
  }

  private static void print(String what, List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    System.out.printf(
        "%-26s median %6.2f   lowest %6.2f   highest %6.2f%n",
        what, sorted.get(sorted.size() / 2), sorted.getFirst(), sorted.getLast());
  }
}
