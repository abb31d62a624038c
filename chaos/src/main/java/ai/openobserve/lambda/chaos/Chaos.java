package ai.openobserve.lambda.chaos;

import ai.openobserve.lambda.chaos.run.Target;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The command line of the campaign.
@Command(
    name = "chaos",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpAutoWidth = true,
    description =
        "Runs the built extension through seeded random faults and checks what must hold under all"
            + " of them. A failing seed is printed; the same seed makes the same run.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:no rule was violated", "1:a rule was violated", "2:invalid arguments"})
public final class Chaos implements Callable<Integer> {
  private static final int MOST_PARALLEL = 64;

  @Option(
      names = "--seed",
      description = "The first seed; the others follow it (default: a random one).")
  private long seed = ThreadLocalRandom.current().nextLong(1, 1_000_000_000);

  @Option(names = "--runs", defaultValue = "50", description = "Default: ${DEFAULT-VALUE}.")
  private int runs;

  @Option(
      names = "--parallel",
      defaultValue = "8",
      description = "Runs at a time (default: ${DEFAULT-VALUE}).")
  private int parallel;

  @Option(names = "--verbose", description = "Shows every plan and every line of the extension.")
  private boolean verbose;

  @Parameters(
      paramLabel = "COMMAND",
      arity = "1..*",
      description = "The extension: its executable, or a launcher and its arguments.")
  private List<String> command = List.of();

  /// Runs the command line and exits.
  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new Chaos())
            .setExecutionExceptionHandler((exception, line, _) -> {
              line.getErr().println("ERROR " + exception.getMessage());
              return exception instanceof IllegalArgumentException ? 2 : 1;
            })
            .execute(arguments));
  }

  @Override
  public Integer call() throws InterruptedException {
    if (runs < 1 || parallel < 1 || parallel > MOST_PARALLEL) {
      throw new IllegalArgumentException(
          "runs=%d, parallel=%d: expected at least 1 run, and 1 to %d in parallel"
              .formatted(runs, parallel, MOST_PARALLEL));
    }
    System.out.printf("Extension %s, first seed %d, %d runs%n", command, seed, runs);
    Campaign.Order order = new Campaign.Order(new Target(command), seed, runs, parallel, verbose);
    return new Campaign(order, System.out).run() ? 0 : 1;
  }
}
