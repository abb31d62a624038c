package ai.openobserve.lambda.demo;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.demo.balance.Balance;
import ai.openobserve.lambda.demo.page.Page;
import ai.openobserve.lambda.demo.program.Catalogue;
import ai.openobserve.lambda.demo.program.ExtensionProgram;
import ai.openobserve.lambda.demo.program.Layout;
import ai.openobserve.lambda.demo.run.Destination;
import ai.openobserve.lambda.demo.run.FunctionRun;
import ai.openobserve.lambda.demo.run.Step;
import ai.openobserve.lambda.sandbox.sink.Fault;
import ai.openobserve.lambda.sandbox.sink.Moment;
import ai.openobserve.lambda.sandbox.sink.OpenObserveSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The demo from end to end, with the extension as built. Tests that need only one function use the
/// one in Java, which runs wherever this test does.
@Timeout(180)
class DemoIT {
  private static final Layout LAYOUT = Layout.ofThisBuild();
  private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));

  @TempDir Path folder;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  @Test
  void everyLineOfEveryExampleArrivesExactlyOnce() throws Exception {
    var exit = program(Map.of(), List.of());

    assertThat(exit).as(shown()).isZero();
    assertThat(shown())
        .containsSubsequence(
            "What Lambda functions print, delivered to OpenObserve",
            "init: ",
            "invocation 1: success",
            "freeze: ",
            "fails on purpose: error",
            "shutdown: ",
            "outage: on purpose",
            "recovery: ",
            "invocation 5: success",
            "Balance",
            "Every printed line and every platform event arrived exactly once",
            "OpenObserve set up: make openobserve-setup",
            "made searchable: record",
            "Lambda functions (default): created",
            "full-text search works",
            "The same with CHECK=1",
            "Lambda functions (default): up to date",
            "Search works, and every panel answers.")
        .contains(
            "Order A-1001 received", "card declined for order A-1003", "Order A-1005 received")
        .contains("🎉 ありがとう 谢谢 감사합니다 — cafe\u0301")
        .doesNotContain("\u001b[");
    assertThat(shown().lines())
        .as("aligned, and cut to the width of a file")
        .allMatch(line -> line.length() <= 250);
  }

  @Test
  void theBalanceFailsWhenARecordIsDoubled() throws Exception {
    try (var sink = OpenObserveSink.start()) {
      sink.faults().next(Fault.reset(Moment.AFTER_STORING));

      assertThat(balance(sink).isExact()).as(shown()).isFalse();
      assertThat(shown())
          .contains(
              "orders-java: duplicate: Order A-1001 received",
              "Failed: not every line arrived exactly once.");
    }
  }

  @Test
  void theBalanceFailsWhenARecordIsLost() throws Exception {
    try (var sink = OpenObserveSink.start()) {
      sink.faults().next(Fault.silentLoss());

      assertThat(balance(sink).isExact()).as(shown()).isFalse();
      assertThat(shown())
          .contains(
              "orders-java: lost: Order A-1001 received",
              "Failed: not every line arrived exactly once.");
    }
  }

  @Test
  void theBalanceFailsWhenTheExtensionCannotStart() throws Exception {
    try (var sink = OpenObserveSink.start()) {
      var broken = new ExtensionProgram(List.of("/bin/false"), "broken", true);

      assertThat(balance(sink, broken).isExact()).as(shown()).isFalse();
      assertThat(shown())
          .containsSubsequence(
              "init failed: Extension.", "Balance", "Failed: not every line arrived exactly once.");
    }
  }

  @Test
  void sendsToARealOpenObserveWithoutReadingItBack() throws Exception {
    try (var real =
        OpenObserveSink.builder().organization("acme").authorization("s3cret").start()) {
      var exit =
          program(
              Map.of("ENDPOINT", real.url(), "ORG", "acme", "AUTH", "s3cret", "STREAM", "demo"),
              List.of("orders-java"));

      assertThat(exit).as(shown()).isZero();
      assertThat(shown())
          .contains("OpenObserve at " + real.url() + ", organization acme, stream demo")
          .contains("reads nothing back")
          .contains("make openobserve-setup ENDPOINT=" + real.url() + " ORG=acme STREAM=demo")
          .doesNotContain("s3cret", "outage", "created");
      assertThat(real.records().entries()).allMatch(r -> r.stream().equals("demo"));
      assertThat(real.functionLines()).contains("Order A-1001 received", "Order A-1003 received");
    }
  }

  @Test
  void failsWhenTheRealOpenObserveRefusesTheCredentials() throws Exception {
    try (var real =
        OpenObserveSink.builder().organization("acme").authorization("s3cret").start()) {
      var exit =
          program(
              Map.of("ENDPOINT", real.url(), "ORG", "acme", "AUTH", "wr0ng"),
              List.of("orders-java"));

      assertThat(exit).as(shown()).isEqualTo(1);
      assertThat(shown())
          .contains("the extension did not deliver everything it received")
          .doesNotContain("wr0ng");
    }
  }

  @Test
  void saysWhatIsMissingWhenItCannotRun() throws Exception {
    assertThat(program(Map.of("ENDPOINT", "http://127.0.0.1:9"), List.of())).isEqualTo(2);
    assertThat(shown()).contains("missing: ORG, AUTH");
    assertThat(program(Map.of(), List.of("orders-cobol"))).isEqualTo(2);
    assertThat(shown()).contains("Unknown example orders-cobol; available here: orders-");
  }

  /// The demo as `make demo` runs it.
  private int program(Map<String, String> variables, List<String> names)
      throws IOException, InterruptedException {
    var output = Files.createTempFile(folder, "demo", ".out");
    var command =
        new ArrayList<>(
            List.of(
                JAVA_HOME.resolve("bin/java").toString(),
                "-jar",
                LAYOUT.root().resolve("demo/target/o2-lambda-demo.jar").toString()));
    command.addAll(names);
    var builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().keySet().removeAll(List.of("ENDPOINT", "ORG", "AUTH", "STREAM"));
    builder.environment().putAll(variables);
    var process = builder.start();
    process.getOutputStream().close();
    if (!process.waitFor(150, TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      throw new AssertionError("The demo does not end:\n" + Files.readString(output));
    }
    bytes.reset();
    bytes.writeBytes(Files.readAllBytes(output));
    return process.exitValue();
  }

  /// One function's run in this JVM, with a misbehaving sink.
  private Balance balance(OpenObserveSink sink) throws IOException, InterruptedException {
    return balance(sink, ExtensionProgram.find(LAYOUT, System.getProperty("os.arch"), JAVA_HOME));
  }

  private Balance balance(OpenObserveSink sink, ExtensionProgram extension)
      throws IOException, InterruptedException {
    var path = System.getenv().getOrDefault("PATH", "");
    var page = new Page(new PrintStream(bytes, true, StandardCharsets.UTF_8), 160, false);
    var java = Catalogue.of(LAYOUT, path, JAVA_HOME).only(List.of("orders-java")).examples();
    var account =
        new FunctionRun(java.getFirst(), new Destination.Sink(sink), page, Optional.empty())
            .run(extension, Step.scenario(false));
    var balance = new Balance(List.of(account));
    balance.show(page);
    return balance;
  }

  private String shown() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
