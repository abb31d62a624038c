package ai.openobserve.lambda.demo.run;

import ai.openobserve.lambda.demo.balance.Account;
import ai.openobserve.lambda.demo.balance.Summary;
import ai.openobserve.lambda.demo.page.Page;
import ai.openobserve.lambda.demo.page.Page.Style;
import ai.openobserve.lambda.demo.page.RecordTable;
import ai.openobserve.lambda.demo.program.Example;
import ai.openobserve.lambda.demo.program.ExtensionProgram;
import ai.openobserve.lambda.sandbox.Sandbox;
import ai.openobserve.lambda.sandbox.model.InvokeResult;
import ai.openobserve.lambda.sandbox.model.ShutdownReason;
import ai.openobserve.lambda.sandbox.model.Status;
import ai.openobserve.lambda.sandbox.sink.Fault;
import ai.openobserve.lambda.sandbox.sink.OpenObserveSink;
import ai.openobserve.lambda.sandbox.view.LiveView;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One function's life beside the extension, shown as it happens: init, the steps, shutdown.
public final class FunctionRun {
  private final Example example;
  private final Destination destination;
  private final Page page;
  private final Optional<LiveView> view;
  private final RecordTable table;
  private final Arrivals arrivals;
  private final List<String> surprises = new ArrayList<>();
  private int invocations;

  /// Creates a run, which has not begun.
  ///
  /// @param view the live view to show it in as well
  public FunctionRun(Example example, Destination destination, Page page, Optional<LiveView> view) {
    this.example = example;
    this.destination = destination;
    this.page = page;
    this.view = view;
    this.table = new RecordTable(page, example.name());
    this.arrivals = new Arrivals(example, destination);
  }

  /// Runs the function through the steps.
  ///
  /// @throws IOException if no server can be opened
  public Account run(ExtensionProgram extension, List<Step> steps)
      throws IOException, InterruptedException {
    page.line(Style.HEADING, "%s (%s)".formatted(example.name(), example.runtime()));
    page.blank();
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
      // A JVM on a busy machine needs more time; the executable must make do with Lambda's limits.
      builder.initTimeout(Duration.ofSeconds(30)).shutdownTimeout(Duration.ofSeconds(10));
    }
    return builder
        .functionName(example.name())
        .handler(example.handler())
        .function(example.function())
        .logFormat(example.logFormat())
        .extension(ExtensionProgram.NAME, extension.command())
        .environment(destination.environment())
        .beforeInit(sandbox -> view.ifPresent(v -> v.watch(example.name(), sandbox)))
        .start();
  }

  private boolean initialised(Sandbox sandbox) {
    var init = sandbox.init();
    if (init.succeeded()) {
      step("init", "success; " + milliseconds(init.duration()) + readiness(sandbox));
      page.blank();
      return true;
    }
    surprise("init failed: " + init.errorType().orElse(init.status().toString()));
    sandbox.output().entries().forEach(l -> page.line(Style.BAD, l.source() + ": " + l.text()));
    return false;
  }

  private static String readiness(Sandbox sandbox) {
    return sandbox
        .extension()
        .timeToFirstNext()
        .map(time -> "; the extension was ready after %s".formatted(milliseconds(time)))
        .orElse("");
  }

  private void play(Step step, Sandbox sandbox) throws InterruptedException {
    switch (step) {
      case Step.Invoke invoke -> invoke(invoke, sandbox);
      case Step.Freeze(var duration) -> {
        step(
            "freeze",
            "no invocation for %s: Lambda stops every process, and idle connections are lost"
                .formatted(milliseconds(duration)));
        page.blank();
        Thread.sleep(duration);
      }
      case Step.Watched() -> watched(sandbox);
      case Step.Outage() -> {
        onPurpose("outage", "on purpose: OpenObserve answers 503 to every request");
        sink().faults().always(Fault.status(503));
      }
      case Step.Recovery() -> {
        step(
            "recovery",
            "OpenObserve works again; held records arrive with the next retry, at shutdown at the"
                + " latest");
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
      surprise("invocation %d ended with %s".formatted(invocations, outcome(result)));
    }
    var title = "invocation " + invocations;
    if (invoke.fails()) {
      onPurpose(title, "fails on purpose: " + outcome);
    } else {
      step(title, outcome);
    }
    showArrivals(sandbox);
  }

  private void watched(Sandbox sandbox) throws InterruptedException {
    step("watch", "invocations until Finish is pressed in the live view");
    page.blank();
    while (view.isPresent() && view.get().awaitWish(Step.Watched.PAUSE).isEmpty()) {
      invoke(new Step.Invoke("A-%d".formatted(1001 + invocations), false), sandbox);
    }
  }

  private void shutdown(Sandbox sandbox) {
    var shutdown = sandbox.shutdown(ShutdownReason.SPINDOWN);
    step("shutdown", milliseconds(shutdown.duration()) + lastSummary(sandbox));
    if (!shutdown.clean()) {
      surprise("the extension did not exit in time and was killed");
    }
    showArrivals(sandbox);
  }

  private static String lastSummary(Sandbox sandbox) {
    return sandbox.extension().lines().reversed().stream()
        .filter(line -> Summary.in(List.of(line)).isPresent())
        .findFirst()
        .map(line -> "; the extension logged: " + line)
        .orElse("");
  }

  private void showArrivals(Sandbox sandbox) {
    table.show(arrivals.next(sandbox), "nothing yet; the extension holds its records");
    page.blank();
  }

  private OpenObserveSink sink() {
    if (destination instanceof Destination.Sink(var server)) {
      return server;
    }
    throw new IllegalStateException("An outage needs a sink");
  }

  private void surprise(String what) {
    surprises.add(what);
    page.line(Style.BAD, what);
  }

  private void step(String title, String text) {
    page.line(Style.HEADING, title + ": " + text);
  }

  private void onPurpose(String title, String text) {
    page.line(Style.ON_PURPOSE, title + ": " + text);
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
