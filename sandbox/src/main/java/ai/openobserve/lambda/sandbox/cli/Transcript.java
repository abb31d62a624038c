package ai.openobserve.lambda.sandbox.cli;

import ai.openobserve.lambda.sandbox.ExtensionProcess;
import ai.openobserve.lambda.sandbox.Sandbox;
import ai.openobserve.lambda.sandbox.cli.SandboxCommand.Print;
import ai.openobserve.lambda.sandbox.model.InitResult;
import ai.openobserve.lambda.sandbox.model.InvokeResult;
import ai.openobserve.lambda.sandbox.model.OutputLine;
import ai.openobserve.lambda.sandbox.model.ShutdownResult;
import ai.openobserve.lambda.sandbox.sink.LineComparison;
import ai.openobserve.lambda.sandbox.sink.OpenObserveSink;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// The output of a run: each line begins with the milliseconds since the start and the source.
final class Transcript {
  private static final Pattern LINE_END = Pattern.compile("\\R");
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\\t\\n]]");
  private static final String CONTINUATION = "\n" + " ".repeat(18);

  private final PrintStream out;
  private final Set<Print> prints;
  private final long startNanos = System.nanoTime();
  private int invocations;

  Transcript(PrintStream out, Set<Print> prints) {
    this.out = out;
    this.prints = Set.copyOf(prints);
  }

  void watch(OpenObserveSink sink) {
    if (prints.contains(Print.RECORDS)) {
      sink.records().follow(record -> show("stored", record.json()));
    }
    if (prints.contains(Print.REQUESTS)) {
      sink.answers()
          .follow(answer ->
              show(
                  "request",
                  "%s %s: %s, %d records, %d stored, %d bytes, %s"
                      .formatted(
                          answer.method(),
                          answer.path(),
                          answer.status() == 0 ? "no answer" : answer.status(),
                          answer.records(),
                          answer.stored(),
                          answer.wireBytes(),
                          millis(answer.took()))));
    }
  }

  /// Follows a sandbox from now on.
  void watch(Sandbox sandbox) {
    if (prints.contains(Print.TRAIL)) {
      sandbox.trail().follow(line -> show("lambda", line));
    }
    if (prints.contains(Print.TELEMETRY)) {
      sandbox.telemetry().events().follow(event -> show("telemetry", event));
    }
  }

  void line(OutputLine line) {
    if (prints.contains(Print.OUTPUT)) {
      show(line.source(), line.text());
    }
  }

  void init(Sandbox sandbox, InitResult result) {
    show(
        "init",
        "%s%s, %s"
            .formatted(
                name(result.status()),
                result.errorType().map(type -> " " + type).orElse(""),
                millis(result.duration())));
    for (ExtensionProcess each : sandbox.extensions()) {
      each.timeToFirstNext()
          .ifPresent(
              time -> show("init", each.name() + ": first /next " + millis(time) + " after exec"));
      if (!result.succeeded()) {
        each.exitCode().ifPresent(code -> show("init", each.name() + ": exit code " + code));
      }
    }
  }

  /// Prints the last line, which says what to do.
  void next(String advice) {
    show("next", advice);
  }

  void view(String url, boolean opened) {
    show("view", "%s%s; press Finish there to end the run".formatted(opened ? "" : "open ", url));
  }

  void invocation(InvokeResult result) {
    invocations++;
    show(
        "invoke",
        "%d: %s%s, response after %s, runtime done after %s, extensions added %s"
            .formatted(
                invocations,
                name(result.status()),
                result.errorType().map(type -> " " + type).orElse(""),
                millis(result.timings().response()),
                millis(result.timings().runtimeDone()),
                millis(result.timings().addedByExtensions())));
  }

  void shutdown(ShutdownResult result) {
    result
        .extensions()
        .forEach((name, exit) ->
            show(
                "shutdown",
                "%s: exit code %d after %s%s"
                    .formatted(
                        name,
                        exit.exitCode(),
                        millis(exit.duration()),
                        exit.killed() ? ", killed" : "")));
  }

  /// Prints the ledger.
  ///
  /// @return whether every line was stored exactly once
  boolean ledger(Sandbox sandbox, OpenObserveSink sink) {
    LineComparison ledger = LineComparison.compare(sandbox.functionLines(), sink.functionLines());
    show("ledger", ledger.toString());
    return ledger.isExact();
  }

  private synchronized void show(String who, String what) {
    long millis = (System.nanoTime() - startNanos) / 1_000_000;
    out.printf(Locale.ROOT, "%6d %-10s %s%n", millis, who, printable(what));
    out.flush();
  }

  /// Makes text safe for a terminal. A carriage return, with which runtimes keep the lines of one
  /// record together, would overwrite the line: the rest is continued below. No control character
  /// of a function reaches the terminal.
  private static String printable(String text) {
    return CONTROL.matcher(LINE_END.matcher(text).replaceAll(CONTINUATION)).replaceAll(" ");
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static String millis(Duration duration) {
    return String.format(Locale.ROOT, "%.1f ms", duration.toNanos() / 1_000_000.0);
  }
}
