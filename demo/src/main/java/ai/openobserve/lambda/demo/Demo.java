package ai.openobserve.lambda.demo;

import ai.openobserve.lambda.demo.balance.Account;
import ai.openobserve.lambda.demo.balance.Balance;
import ai.openobserve.lambda.demo.page.Page;
import ai.openobserve.lambda.demo.page.Page.Style;
import ai.openobserve.lambda.demo.program.Catalogue;
import ai.openobserve.lambda.demo.program.ExtensionProgram;
import ai.openobserve.lambda.demo.program.Layout;
import ai.openobserve.lambda.demo.run.Destination;
import ai.openobserve.lambda.demo.run.FunctionRun;
import ai.openobserve.lambda.demo.run.SetUpRun;
import ai.openobserve.lambda.demo.run.Step;
import ai.openobserve.lambda.sandbox.sink.OpenObserveSink;
import ai.openobserve.lambda.sandbox.view.Browser;
import ai.openobserve.lambda.sandbox.view.LiveView;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Runs the example functions beside the extension and shows what arrives: `make demo`.
///
/// Arguments are names of examples; without any, all are run. With `ENDPOINT`, `ORG`, `AUTH` and
/// `STREAM` in the environment, records go to a real OpenObserve; `NO_COLOR` turns colour off;
/// `PICTURES` names a folder to draw the dashboards into; `VIEW` serves a page that shows the run
/// live. The exit code is 0 if every printed line arrived exactly once and otherwise 1; it is 2 if
/// the demo cannot run.
public final class Demo {
  private static final int UNEVEN = 1;
  private static final int CANNOT_RUN = 2;

  private final Layout layout;
  private final Map<String, String> variables;
  private final Page page;

  Demo(Layout layout, Map<String, String> variables, Page page) {
    this.layout = layout;
    this.variables = Map.copyOf(variables);
    this.page = page;
  }

  /// The demo's entry point.
  public static void main(String[] arguments) throws IOException, InterruptedException {
    var out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    var variables = System.getenv();
    var demo = new Demo(Layout.ofThisBuild(), variables, Page.of(out, variables));
    System.exit(demo.run(List.of(arguments)));
  }

  /// Runs the examples with these names, or all of them if there are none.
  ///
  /// @return the exit code
  int run(List<String> names) throws IOException, InterruptedException {
    try {
      var javaHome = Path.of(System.getProperty("java.home"));
      var real = Destination.real(variables);
      var extension = ExtensionProgram.find(layout, System.getProperty("os.arch"), javaHome);
      var all = Catalogue.of(layout, variables.getOrDefault("PATH", ""), javaHome);
      var catalogue = names.isEmpty() ? all : all.only(names);
      if (real.isPresent()) {
        if (!variables.getOrDefault("VIEW", "").isEmpty()) {
          page.line(
              Style.ON_PURPOSE,
              "VIEW=1 shows the local stand-in for OpenObserve: leave out ENDPOINT to use it.");
        }
        return run(catalogue, extension, real.get(), Optional.empty());
      }
      try (var sink = OpenObserveSink.builder().keepAlive(Destination.Sink.KEEP_ALIVE).start()) {
        if (variables.getOrDefault("VIEW", "").isEmpty()) {
          return run(catalogue, extension, new Destination.Sink(sink), Optional.empty());
        }
        try (var view = LiveView.of(sink, 0)) {
          return run(catalogue, extension, new Destination.Sink(sink), Optional.of(view));
        }
      }
    } catch (IllegalArgumentException | IllegalStateException e) {
      page.line(Style.BAD, String.valueOf(e.getMessage()));
      return CANNOT_RUN;
    }
  }

  private int run(
      Catalogue catalogue,
      ExtensionProgram extension,
      Destination destination,
      Optional<LiveView> view)
      throws IOException, InterruptedException {
    var started = Instant.now();
    introduce(catalogue, extension, destination);
    view.ifPresent(this::open);
    var accounts = new ArrayList<Account>();
    var last = catalogue.examples().isEmpty() ? null : catalogue.examples().getLast();
    for (var example : catalogue.examples()) {
      var withOutage = example.equals(last) && destination instanceof Destination.Sink;
      var steps = new ArrayList<>(Step.scenario(withOutage));
      if (view.isPresent() && example.equals(last)) {
        steps.add(new Step.Watched());
      }
      accounts.add(new FunctionRun(example, destination, page, view).run(extension, steps));
    }
    var balance = new Balance(accounts);
    balance.show(page);
    page.blank();
    var setUp = new SetUpRun(destination, page, variables.getOrDefault("PICTURES", ""));
    var complete = setUp.run(started, catalogue);
    return complete && balance.isExact() ? 0 : UNEVEN;
  }

  /// Opens the page in a browser if there is a desktop.
  private void open(LiveView view) {
    var opened = Browser.open(view.url(), variables);
    page.line(Style.HEADING, "  live view  %s%s".formatted(opened ? "" : "open ", view.url()));
    page.blank();
  }

  private void introduce(Catalogue catalogue, ExtensionProgram extension, Destination destination) {
    page.line(Style.HEADING, "What Lambda functions print, delivered to OpenObserve");
    page.line(Style.PLAIN, "  extension  " + extension.description());
    page.line(Style.PLAIN, "  records    to " + destination.describe());
    catalogue
        .examples()
        .forEach(
            e -> page.line(Style.PLAIN, "  function   %s, %s".formatted(e.name(), e.runtime())));
    catalogue.skipped().forEach(s -> page.line(Style.ON_PURPOSE, "  skipped    " + s));
    page.line(
        Style.FAINT,
        "  Each table shows the records that arrived since the one before. Lambda reports on an"
            + " invocation after it has ended, so the report arrives with the next one.");
    page.blank();
  }
}
