package ai.openobserve.lambda.examples;

import ai.openobserve.lambda.examples.Screen.Style;
import ai.openobserve.lambda.sandbox.Sandbox;
import ai.openobserve.lambda.sandbox.model.InvokeResult;
import ai.openobserve.lambda.sandbox.model.ShutdownReason;
import ai.openobserve.lambda.sandbox.model.Status;
import ai.openobserve.lambda.sandbox.sink.Fault;
import ai.openobserve.lambda.sandbox.sink.OpenObserveSink;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// One function's life beside the extension, told as it happens: init, the steps, shutdown.
final class FunctionRun {
  private final Example example;
  private final Destination destination;
  private final Screen screen;
  private final RecordTable table;
  private final Arrivals arrivals;
  private final List<String> surprises = new ArrayList<>();
  private int invocations;

  FunctionRun(Example example, Destination destination, Screen screen) {
    this.example = example;
    this.destination = destination;
    this.screen = screen;
    this.table = new RecordTable(screen, example.name());
    this.arrivals = new Arrivals(example, destination);
  }

  /// Runs the function through the steps.
  ///
  /// @throws IOException where no server can be opened
  Account run(ExtensionProgram extension, List<Step> steps)
      throws IOException, InterruptedException {
    screen.line(Style.HEADING, "%s (%s)".formatted(example.name(), example.runtime()));
    screen.blank();
    try (var sandbox = sandbox(extension)) {
      if (initialised(sandbox)) {
        for (var step : steps) {
          play(step, sandbox);
        }
      }
      shutdown(sandbox);
      return arrivals.account(sandbox, surprises);
    }
  }

  private Sandbox sandbox(ExtensionProgram extension) throws IOException {
    var builder = Sandbox.builder();
    if (!extension.compiled()) {
      // A JVM on a busy machine; the executable has to do with what Lambda gives.
      builder.initTimeout(Duration.ofSeconds(30)).shutdownTimeout(Duration.ofSeconds(10));
    }
    return builder
        .functionName(example.name())
        .handler(example.handler())
        .function(example.function())
        .logFormat(example.logFormat())
        .extension(ExtensionProgram.NAME, extension.command())
        .environment(destination.environment())
        .start();
  }

  private boolean initialised(Sandbox sandbox) {
    var init = sandbox.init();
    if (init.succeeded()) {
      step("init", "success; " + milliseconds(init.duration()) + readiness(sandbox));
      screen.blank();
      return true;
    }
    surprise("the init phase has failed: " + init.errorType().orElse(init.status().toString()));
    sandbox.output().entries().forEach(l -> screen.line(Style.BAD, l.source() + ": " + l.text()));
    return false;
  }

  private static String readiness(Sandbox sandbox) {
    return sandbox
        .extension()
        .timeToFirstNext()
        .map(time -> "; the extension was ready %s after its start".formatted(milliseconds(time)))
        .orElse("");
  }

  private void play(Step step, Sandbox sandbox) throws InterruptedException {
    switch (step) {
      case Step.Invoke invoke -> invoke(invoke, sandbox);
      case Step.Freeze(var duration) -> {
        step(
            "freeze",
            "%s without an invocation: every process is stopped, and idle connections are lost"
                .formatted(milliseconds(duration)));
        screen.blank();
        Thread.sleep(duration);
      }
      case Step.Outage() -> {
        onPurpose("outage", "on purpose: OpenObserve answers 503 to everything from now on");
        sink().faults().always(Fault.status(503));
      }
      case Step.Recovery() -> {
        step(
            "recovery",
            "OpenObserve works again; what was held comes with the next try, at the latest at shutdown");
        sink().faults().clear();
      }
    }
  }

  private void invoke(Step.Invoke invoke, Sandbox sandbox) {
    invocations++;
    var result = sandbox.invoke(invoke.event());
    var outcome =
        "%s; %s, of which the extension took %s"
            .formatted(
                outcome(result),
                milliseconds(result.timings().phase()),
                milliseconds(result.timings().addedByExtensions()));
    if (result.status() != invoke.expected()) {
      surprise("invocation %d has ended with %s".formatted(invocations, outcome(result)));
    }
    var title = "invocation " + invocations;
    if (invoke.fails()) {
      onPurpose(title, "fails on purpose: " + outcome);
    } else {
      step(title, outcome);
    }
    showArrivals(sandbox);
  }

  private void shutdown(Sandbox sandbox) {
    var shutdown = sandbox.shutdown(ShutdownReason.SPINDOWN);
    step("shutdown", milliseconds(shutdown.duration()) + lastWords(sandbox));
    if (!shutdown.clean()) {
      surprise("the extension had to be killed at shutdown");
    }
    showArrivals(sandbox);
  }

  private static String lastWords(Sandbox sandbox) {
    return sandbox.extension().lines().reversed().stream()
        .filter(line -> Summary.in(List.of(line)).isPresent())
        .findFirst()
        .map(line -> "; the extension's last words: " + line)
        .orElse("");
  }

  private void showArrivals(Sandbox sandbox) {
    table.show(arrivals.next(sandbox), "nothing yet; the extension holds what it has");
    screen.blank();
  }

  private OpenObserveSink sink() {
    if (destination instanceof Destination.Sink(var server)) {
      return server;
    }
    throw new IllegalStateException("An outage needs a sink");
  }

  private void surprise(String what) {
    surprises.add(what);
    screen.line(Style.BAD, what);
  }

  private void step(String title, String text) {
    screen.line(Style.HEADING, title + ": " + text);
  }

  private void onPurpose(String title, String text) {
    screen.line(Style.ON_PURPOSE, title + ": " + text);
  }

  private static String outcome(InvokeResult result) {
    return result.status() == Status.SUCCESS
        ? "success"
        : "error " + result.errorType().orElse(result.status().toString());
  }

  private static String milliseconds(Duration duration) {
    return duration.toMillis() + " ms";
  }
}
