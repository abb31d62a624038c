package ai.openobserve.lambda.bench;

import ai.openobserve.lambda.bench.measure.Bench;
import ai.openobserve.lambda.bench.measure.Benchmark;
import ai.openobserve.lambda.bench.measure.DeliveryBenchmark;
import ai.openobserve.lambda.bench.measure.GrowthBenchmark;
import ai.openobserve.lambda.bench.measure.LatencyBenchmark;
import ai.openobserve.lambda.bench.measure.MemoryBenchmark;
import ai.openobserve.lambda.bench.measure.ProcessorBenchmark;
import ai.openobserve.lambda.bench.measure.SizeBenchmark;
import ai.openobserve.lambda.bench.measure.StartBenchmark;
import ai.openobserve.lambda.bench.measure.Subject;
import ai.openobserve.lambda.bench.report.Baseline;
import ai.openobserve.lambda.bench.report.Machine;
import ai.openobserve.lambda.bench.report.Markdown;
import ai.openobserve.lambda.bench.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The command line of the benchmarks, which `make bench` and `make bench-start` call in the
/// project's root.
public final class Main {
  private static final String HELP =
      """
      Measures the extension. Run it by make, in the project's root:

        make bench          everything, ten minutes; writes bench/BENCHMARKS.md
        make bench-start    the start and the memory, a minute; writes nothing

        QUICK=1             a minute: fewer repetitions and cases; writes nothing
        ONLY=start,size     some of: size, start, memory, processor, latency, delivery, growth; writes
                            nothing
        JVM=1               the extension on the JVM beside the native executable
        PEER=path           another extension's executable beside it, with PEER_ENV='NAME=VALUE …';
                            {endpoint} in a value is the backend's URL; PEER_NAME= is how the tables call it
        PAGE=1              writes bench/BENCHMARKS.md of such a part, too
        BASELINE=1          keeps the figures in bench/baseline.tsv, as what later runs are compared with
      """;

  private static final Path BASELINE = Path.of("bench/baseline.tsv");

  private final Map<String, String> environment;

  private Main(Map<String, String> environment) {
    this.environment = environment;
  }

  /// Measures what the environment variables select.
  ///
  /// @param arguments the native executable and the folder of the compiled C programs
  public static void main(String[] arguments) throws Exception {
    if (arguments.length != 2) {
      System.out.print(HELP);
      System.exit(2);
    }
    try {
      new Main(System.getenv()).run(Path.of(arguments[0]), Path.of(arguments[1]));
    } catch (IllegalArgumentException | IllegalStateException e) {
      System.err.println("ERROR " + e.getMessage());
      System.exit(1);
    }
    // Threads that serve a killed extension may still be waiting for it.
    System.exit(0);
  }

  private void run(Path executable, Path programs) throws IOException, InterruptedException {
    Bench bench = new Bench(programs.toAbsolutePath(), subjects(executable), flag("QUICK"));
    Report report = new Report(System.out);
    List<String> only = list("ONLY");
    for (Map.Entry<String, Benchmark> each : benchmarks(bench, executable).entrySet()) {
      if (only.isEmpty() || only.contains(each.getKey())) {
        System.out.println("==> " + each.getValue().title());
        int before = report.figures().size();
        each.getValue().run(report);
        report.show(before);
      }
    }
    if (flag("BASELINE")) {
      Baseline.write(BASELINE, about(), report.figures());
      System.out.println("Kept in " + BASELINE);
    }
    if (flag("PAGE") || (!bench.quick() && only.isEmpty())) {
      List<String> ours = bench.ours().stream().map(Subject::name).toList();
      Path folder = Path.of("bench");
      new Markdown(command(), about(), Baseline.read(BASELINE), ours).write(folder, report);
      System.out.println("Written to " + folder.resolve("BENCHMARKS.md"));
    }
  }

  private static Map<String, Benchmark> benchmarks(Bench bench, Path executable) {
    Map<String, Benchmark> all = new LinkedHashMap<>();
    all.put("size", new SizeBenchmark(executable));
    all.put("start", new StartBenchmark(bench));
    all.put("memory", new MemoryBenchmark(bench));
    all.put("processor", new ProcessorBenchmark(bench));
    all.put("latency", new LatencyBenchmark(bench));
    all.put("delivery", new DeliveryBenchmark(bench));
    all.put("growth", new GrowthBenchmark(bench));
    return all;
  }

  /// The command that repeats this run.
  private String command() {
    StringBuilder command = new StringBuilder();
    for (String name : List.of("QUICK", "JVM", "ONLY", "PEER_NAME")) {
      String value = environment.getOrDefault(name, "");
      if (!value.isBlank()) {
        command.append(name).append('=').append(value).append(' ');
      }
    }
    return command.append("make bench").toString();
  }

  private static String about() throws IOException {
    return Machine.describe() + ", " + LocalDate.now(ZoneId.systemDefault());
  }

  private List<Subject> subjects(Path executable) {
    List<Subject> subjects = new ArrayList<>();
    subjects.add(subject("native", executable, Map.of(), true));
    if (flag("JVM")) {
      Path script = Path.of("extension/target/jvm/o2-lambda-extension");
      String home = System.getProperty("java.home");
      subjects.add(subject("on the JVM", script, Map.of("JAVA_HOME", home), true));
    }
    String peer = environment.getOrDefault("PEER", "");
    if (!peer.isBlank()) {
      Path path = Path.of(peer);
      Map<String, String> variables = Subject.parse(environment.getOrDefault("PEER_ENV", ""));
      String name = environment.getOrDefault("PEER_NAME", "");
      subjects.add(
          subject(name.isBlank() ? "peer " + path.getFileName() : name, path, variables, false));
    }
    return subjects;
  }

  private static Subject subject(
      String name, Path executable, Map<String, String> variables, boolean ours) {
    if (!Files.isExecutable(executable)) {
      throw new IllegalArgumentException(
          executable + " is no executable: build it, or correct PEER");
    }
    return new Subject(name, List.of(executable.toAbsolutePath().toString()), variables, ours);
  }

  private boolean flag(String name) {
    String value = environment.getOrDefault(name, "");
    return !value.isBlank() && !value.equals("0") && !value.equals("false");
  }

  private List<String> list(String name) {
    String value = environment.getOrDefault(name, "");
    return value.isBlank() ? List.of() : List.of(value.strip().split(",", -1));
  }
}
