package ai.openobserve.lambda.sandbox.cli;

import ai.openobserve.lambda.sandbox.cli.SandboxCommand.Print;
import ai.openobserve.lambda.sandbox.sink.OpenObserveSink;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Runs the OpenObserve sink alone, for an extension that runs elsewhere.
@Command(
    name = "sink",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpAutoWidth = true,
    description =
        "Runs the OpenObserve sink alone until it is interrupted, and shows what arrives.")
final class SinkCommand implements Callable<Integer> {
  @Option(
      names = "--port",
      defaultValue = "5080",
      description = "Port on 127.0.0.1; 0 for a free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--fault",
      paramLabel = "FAULT",
      converter = FaultSpec.Converter.class,
      description = "As in the main command. Repeatable.")
  private List<FaultSpec> faults = List.of();

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (OpenObserveSink sink =
        OptionValue.listening(
            "--port", port, free -> OpenObserveSink.builder().port(free).start())) {
      faults.forEach(each -> each.apply(sink.faults()));
      System.out.printf("O2_ENDPOINT=%s%n", sink.url());
      System.out.printf("O2_ORGANIZATION_ID=%s%n", sink.organization());
      System.out.printf("O2_AUTHORIZATION_HEADER='%s'%n", sink.authorization());
      new Transcript(System.out, EnumSet.of(Print.RECORDS, Print.REQUESTS)).watch(sink);
      Thread.currentThread().join();
      return 0;
    }
  }
}
