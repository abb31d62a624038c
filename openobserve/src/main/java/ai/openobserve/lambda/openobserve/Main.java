package ai.openobserve.lambda.openobserve;

import ai.openobserve.lambda.openobserve.api.SetUpFailed;
import ai.openobserve.lambda.openobserve.api.Target;
import ai.openobserve.lambda.openobserve.report.Report;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `make openobserve-setup`. The credentials come by the environment, so that no list of processes
/// shows them.
///
/// The exit code is 0 if everything is set up, 1 if something is missing or failed, 2 for a wrong
/// use.
@Command(
    name = "openobserve-setup",
    description = {
      "Sets OpenObserve up for the records of Lambda functions: search, dashboards, alerts.",
      "AUTH, the value of the Authorization header, is read from the environment."
    },
    mixinStandardHelpOptions = true)
final class Main implements Callable<Integer> {
  private static final int INCOMPLETE = 1;
  private static final int WRONG_USE = 2;

  private final PrintStream out;
  private final Map<String, String> variables;

  @Option(
      names = "--endpoint",
      defaultValue = "https://api.openobserve.ai",
      description = "The base URL, O2_ENDPOINT of the functions (${DEFAULT-VALUE})")
  private String endpoint = "";

  @Option(
      names = "--org",
      required = true,
      description = "The organization, O2_ORGANIZATION_ID of the functions")
  private String organization = "";

  @Option(
      names = "--stream",
      defaultValue = "default",
      description = "The stream, O2_STREAM of the functions (${DEFAULT-VALUE})")
  private String stream = "";

  @Option(names = "--check", description = "Changes nothing, reports what is missing")
  private boolean check;

  @Option(names = "--alerts", description = "Creates alerts too")
  private boolean alerts;

  @Option(
      names = "--destination",
      defaultValue = "",
      description = "The alerts' destination, if there are several")
  private String destination = "";

  @Option(names = "--overwrite", description = "Replaces dashboards and alerts that were edited")
  private boolean overwrite;

  Main(PrintStream out, Map<String, String> variables) {
    this.out = out;
    this.variables = Map.copyOf(variables);
  }

  /// The program.
  public static void main(String[] arguments) {
    var out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    System.exit(new CommandLine(new Main(out, System.getenv())).execute(arguments));
  }

  @Override
  public Integer call() {
    var authorization = variables.getOrDefault("AUTH", "");
    if (authorization.isBlank()) {
      out.println(
          "AUTH is required in the environment: the value of the Authorization header, for example"
              + " `Basic` and user:password in base64");
      return WRONG_USE;
    }
    var report = new Report(out::println);
    try {
      var target = Target.of(endpoint, organization, authorization, stream);
      var options = new SetUp.Options(check, alerts, destination, overwrite);
      return new SetUp(options, report, Clock.systemUTC()).run(target) ? 0 : INCOMPLETE;
    } catch (SetUpFailed e) {
      out.println("Failed: " + e.getMessage());
      return INCOMPLETE;
    }
  }
}
