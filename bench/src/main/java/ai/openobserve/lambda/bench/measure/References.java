package ai.openobserve.lambda.bench.measure;

import ai.openobserve.lambda.bench.lambda.Payload;
import ai.openobserve.lambda.bench.lambda.TelemetryClient;
import ai.openobserve.lambda.bench.process.Run;
import ai.openobserve.lambda.bench.process.Stopwatch.Cache;
import ai.openobserve.lambda.bench.process.Usage;
import ai.openobserve.lambda.bench.report.Figure;
import ai.openobserve.lambda.bench.report.Report;
import ai.openobserve.lambda.bench.report.Sample;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// What the parts of the work cost on their own: a C program that receives the same telemetry and
/// discards it, and `gzip -1` of the same bytes.
final class References {
  private static final String DISCARD = "receive and discard";
  private static final String GZIP = "gzip -1";

  private final Bench bench;

  References(Bench bench) {
    this.bench = bench;
  }

  void measure(Report report, String section, String what, Payload payload, long bytes)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("o2-bench-");
    try {
      double scale = 100e6 / (double) bytes;
      Usage discarded = discard(folder.resolve("port"), payload, bytes);
      add(
          report,
          section,
          what + ": processor time for 100 MB",
          DISCARD,
          "s",
          discarded.processorSeconds() * scale);
      Path plain = folder.resolve("plain");
      long length = write(payload, bytes, plain);
      Path packed = folder.resolve("packed");
      Usage gzip = gzip(plain, packed);
      double of = 100e6 / (double) length;
      add(
          report,
          section,
          what + ": processor time for 100 MB",
          GZIP,
          "s",
          gzip.processorSeconds() * of);
      add(
          report,
          section,
          what + ": on the wire for 100 MB",
          GZIP,
          "MB",
          Files.size(packed) / 1e6 * of);
    } finally {
      for (String name : List.of("port", "plain", "packed")) {
        Files.deleteIfExists(folder.resolve(name));
      }
      Files.delete(folder);
    }
  }

  private Usage discard(Path port, Payload payload, long bytes)
      throws IOException, InterruptedException {
    List<String> command = List.of(bench.programs().resolve("discard").toString());
    try (Run run = bench.stopwatch().start(Cache.WARM, command, Map.of(), port)) {
      URI address = URI.create("http://127.0.0.1:" + awaitLine(port) + "/");
      try (TelemetryClient client = new TelemetryClient(address)) {
        long sent = 0;
        for (int i = 0; sent < bytes; i++) {
          byte[] body = payload.bodies().get(i % payload.bodies().size());
          client.post(body);
          sent += body.length;
        }
      }
      return run.end();
    }
  }

  private static String awaitLine(Path file) throws IOException, InterruptedException {
    for (int i = 0; i < 1000; i++) {
      String text = Files.exists(file) ? Files.readString(file) : "";
      if (text.endsWith("\n")) {
        return text.strip();
      }
      Thread.sleep(10);
    }
    throw new IllegalStateException("The discarding program printed no port");
  }

  private static long write(Payload payload, long bytes, Path file) throws IOException {
    long written = 0;
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int i = 0; written < bytes; i++) {
        byte[] body = payload.bodies().get(i % payload.bodies().size());
        out.write(body);
        written += body.length;
      }
    }
    return written;
  }

  private Usage gzip(Path plain, Path packed) throws IOException {
    Path gzip = Path.of("/usr/bin/gzip");
    Path program = Files.isExecutable(gzip) ? gzip : Path.of("/bin/gzip");
    List<String> command = List.of(program.toString(), "-1", "-c", plain.toString());
    try (Run run = bench.stopwatch().start(Cache.WARM, command, Map.of(), packed)) {
      return run.end();
    }
  }

  private static void add(
      Report report, String section, String what, String subject, String unit, double value) {
    report.add(new Figure(section, what, subject, unit, new Sample(value)));
  }
}
