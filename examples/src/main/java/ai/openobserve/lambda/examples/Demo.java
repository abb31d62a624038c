package ai.openobserve.lambda.examples;

import ai.openobserve.lambda.examples.Screen.Style;
import ai.openobserve.lambda.sandbox.sink.OpenObserveSink;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Runs the example functions beside the extension and shows what arrives: `make demo`.
///
/// Arguments are names of examples; none means all. `ENDPOINT`, `ORG`, `AUTH` and `STREAM` in the
/// environment send to a real OpenObserve; `NO_COLOR` does without colour. The exit code is 0 where
/// every printed line has arrived exactly once, 1 where not, and 2 where the demo cannot run as it
/// was asked to.
public final class Demo {
  private static final int UNEVEN = 1;
  private static final int CANNOT_RUN = 2;

  private final Layout layout;
  private final Map<String, String> variables;
  private final Screen screen;

  Demo(Layout layout, Map<String, String> variables, Screen screen) {
    this.layout = layout;
    this.variables = Map.copyOf(variables);
    this.screen = screen;
  }

  /// The demo's entry point.
  public static void main(String[] arguments) throws IOException, InterruptedException {
    var out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    var variables = System.getenv();
    var demo = new Demo(Layout.ofThisBuild(), variables, Screen.of(out, variables));
    System.exit(demo.run(List.of(arguments)));
  }

  /// Runs the examples of these names, all where there is none.
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
        return run(catalogue, extension, real.get());
      }
      try (var sink = OpenObserveSink.builder().keepAlive(Destination.Sink.KEEP_ALIVE).start()) {
        return run(catalogue, extension, new Destination.Sink(sink));
      }
    } catch (IllegalArgumentException | IllegalStateException e) {
      screen.line(Style.BAD, String.valueOf(e.getMessage()));
      return CANNOT_RUN;
    }
  }

  private int run(Catalogue catalogue, ExtensionProgram extension, Destination destination)
      throws IOException, InterruptedException {
    introduce(catalogue, extension, destination);
    var accounts = new ArrayList<Account>();
    var last = catalogue.examples().isEmpty() ? null : catalogue.examples().getLast();
    for (var example : catalogue.examples()) {
      var withOutage = example.equals(last) && destination instanceof Destination.Sink;
      accounts.add(
          new FunctionRun(example, destination, screen).run(extension, Step.scenario(withOutage)));
    }
    var balance = new Balance(accounts);
    balance.show(screen);
    return balance.isExact() ? 0 : UNEVEN;
  }

  private void introduce(Catalogue catalogue, ExtensionProgram extension, Destination destination) {
    screen.line(Style.HEADING, "What Lambda functions print, delivered to OpenObserve");
    screen.line(Style.PLAIN, "  extension  " + extension.description());
    screen.line(Style.PLAIN, "  records    to " + destination.describe());
    catalogue
        .examples()
        .forEach(
            e -> screen.line(Style.PLAIN, "  function   %s, %s".formatted(e.name(), e.runtime())));
    catalogue.skipped().forEach(s -> screen.line(Style.ON_PURPOSE, "  skipped    " + s));
    screen.line(
        Style.FAINT,
        "  A table shows what has arrived since the one before. The report of an invocation is written when it is over:"
            + " it comes with the next one.");
    screen.blank();
  }
}
