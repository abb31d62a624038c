package ai.openobserve.lambda.cdk.versions;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/// Lists and deletes published versions of the layers; see [LayerVersionsCommand].
public final class Main {
  private Main() {}

  /// Exits with 0; with 1 if AWS or the user refused; with 2 if the arguments are invalid.
  public static void main(String[] args) {
    System.exit(run(args, System.out));
  }

  private static int run(String[] args, PrintStream out) {
    Arguments arguments;
    try {
      arguments = Arguments.parse(args);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      return 2;
    }
    List<String> regions;
    try {
      regions = arguments.regions().isEmpty() ? List.of(ownRegion()) : arguments.regions();
    } catch (SdkClientException e) {
      System.err.println(
          "No Region is set, neither in AWS_REGION nor in the profile: name them, as in"
              + " REGIONS=eu-west-1,us-east-1");
      return LayerVersionsCommand.FAILED;
    }
    List<LambdaClient> clients =
        regions.stream()
            .map(region -> LambdaClient.builder().region(Region.of(region)).build())
            .toList();
    List<SsmClient> parameters =
        regions.stream()
            .map(region -> SsmClient.builder().region(Region.of(region)).build())
            .toList();
    try {
      return command(arguments, published(arguments, regions, clients, parameters), out);
    } finally {
      clients.forEach(LambdaClient::close);
      parameters.forEach(SsmClient::close);
    }
  }

  private static String ownRegion() {
    return DefaultAwsRegionProviderChain.builder().build().getRegion().id();
  }

  private static List<PublishedLayers> published(
      Arguments arguments,
      List<String> regions,
      List<LambdaClient> clients,
      List<SsmClient> parameters) {
    return IntStream.range(0, regions.size())
        .mapToObj(i ->
            new PublishedLayers(
                regions.get(i),
                clients.get(i),
                InUse.of(clients.get(i), parameters.get(i)),
                arguments.layers()))
        .toList();
  }

  private static int command(
      Arguments arguments, List<PublishedLayers> published, PrintStream out) {
    LayerVersionsCommand command = new LayerVersionsCommand(published, Main::readLine, out);
    return arguments.delete() ? command.delete(arguments.keep(), arguments.yes()) : command.list();
  }

  private static @Nullable String readLine() {
    try {
      return new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()))
          .readLine();
    } catch (IOException e) {
      throw new UncheckedIOException("The answer cannot be read", e);
    }
  }
}
