package ai.openobserve.lambda.cdk.app;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.cdk.Checkout;
import ai.openobserve.lambda.cdk.CommandLine;
import ai.openobserve.lambda.cdk.layer.ExtensionArchitecture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.LayerVersionsListItem;
import software.amazon.awssdk.services.lambda.model.LayersListItem;
import software.amazon.awssdk.services.sts.StsClient;

/// The real CLI against an AWS emulator: bootstrap, deploy, destroy, and what Lambda's API reports.
///
/// moto's CloudFormation leaves out a layer's name and a function's layers and key, so with moto
/// `cdk diff` compares the deployed template instead.
@EnabledIfEnvironmentVariable(
    named = "AWS_ENDPOINT_URL",
    matches = "http.*",
    disabledReason =
        "AWS_ENDPOINT_URL is not set: give it an emulator, for example `moto_server -p 5555` and"
            + " http://localhost:5555 (docs/deploy.md)")
class AwsEndpointIT {
  private static final String SECRET = "Basic dGVzdA==";
  private static final String DESCRIPTION = "OpenObserve Lambda extension";

  private Checkout checkout;
  private String endpoint;
  private String region;

  @BeforeEach
  void prepare() throws IOException {
    checkout = Checkout.make();
    endpoint = Objects.requireNonNull(System.getenv("AWS_ENDPOINT_URL"));
    region = Objects.requireNonNullElse(System.getenv("AWS_REGION"), "us-east-1");
  }

  @Test
  @Timeout(900)
  void publishesTheZipsAndWiresTheExamplesAndKeepsTheLayers()
      throws IOException, InterruptedException, NoSuchAlgorithmException {
    try (LambdaClient lambda = LambdaClient.builder().region(Region.of(region)).build();
        StsClient sts = StsClient.builder().region(Region.of(region)).build()) {
      createSecret();
      cdk("bootstrap", "aws://" + sts.getCallerIdentity().account() + "/" + region);
      cdk(
          "deploy",
          "LayerStack",
          "ExamplesStack",
          "--require-approval",
          "never",
          "--method",
          "direct");

      List<LayerVersionsListItem> layers = layers(lambda);
      assertThat(layers.stream().map(layer -> hashOf(lambda, layer)))
          .contains(
              sha256(checkout.zip(ExtensionArchitecture.X86_64)),
              sha256(checkout.zip(ExtensionArchitecture.ARM64)));
      List<FunctionConfiguration> functions = functions(lambda);
      assertThat(functions).hasSize(10).allSatisfy(this::isWired);
      cdk("diff", "LayerStack", "ExamplesStack", "--fail", "--method", "template");

      cdk("destroy", "--all", "--force");
      assertThat(functions(lambda)).isEmpty();
      assertThat(layers(lambda)).as("published versions stay").hasSameSizeAs(layers);
    }
  }

  private void isWired(FunctionConfiguration function) {
    Map<String, String> variables = function.environment().variables();
    assertThat(variables).containsEntry("O2_ORGANIZATION_ID", "default");
    assertThat(variables)
        .containsEntry("O2_AUTHORIZATION_SECRET", "openobserve/authorization")
        .doesNotContainValue(SECRET);
    if (!isMoto()) {
      assertThat(function.kmsKeyArn()).as("the key of its environment").contains(":key/");
      assertThat(function.layers())
          .singleElement()
          .satisfies(layer ->
              assertThat(layer.arn())
                  .contains(
                      ":layer:openobserve-extension-" + function.architecturesAsStrings().get(0)));
    }
  }

  private static List<LayerVersionsListItem> layers(LambdaClient lambda) {
    return lambda.listLayersPaginator().layers().stream()
        .map(LayersListItem::latestMatchingVersion)
        .filter(version -> String.valueOf(version.description()).startsWith(DESCRIPTION))
        .toList();
  }

  private static List<FunctionConfiguration> functions(LambdaClient lambda) {
    return lambda.listFunctionsPaginator().functions().stream()
        .filter(function -> function.functionName().startsWith("ExamplesStack-"))
        .toList();
  }

  private static String hashOf(LambdaClient lambda, LayerVersionsListItem version) {
    String name = version.layerVersionArn().split(":", -1)[6];
    return lambda
        .getLayerVersion(request -> request.layerName(name).versionNumber(version.version()))
        .content()
        .codeSha256();
  }

  private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
    return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  private boolean isMoto() {
    try {
      return send(HttpRequest.newBuilder(URI.create(endpoint + "/moto-api/")).build()).statusCode()
          == 200;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// Emulators check only the credential's scope, not the signature.
  private void createSecret() throws IOException, InterruptedException {
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(URI.create(endpoint))
                .header("X-Amz-Target", "secretsmanager.CreateSecret")
                .header("Content-Type", "application/x-amz-json-1.1")
                .header(
                    "Authorization",
                    "AWS4-HMAC-SHA256 Credential=test/20260101/"
                        + region
                        + "/secretsmanager/aws4_request, SignedHeaders=host, Signature=0")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "{\"Name\":\"openobserve/authorization\",\"SecretString\":\""
                            + SECRET
                            + "\",\"ClientRequestToken\":\"00000000-0000-4000-8000-000000000000\"}"))
                .build());
    assertThat(answer.statusCode() == 200 || answer.body().contains("ResourceExistsException"))
        .as(answer.body())
        .isTrue();
  }

  private static HttpResponse<String> send(HttpRequest request)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }

  private void cdk(String... arguments) throws InterruptedException {
    List<String> command = new ArrayList<>(List.of(Checkout.cdk()));
    command.addAll(List.of(arguments));
    command.addAll(List.of("--build", "true"));
    CommandLine.Outcome outcome = checkout.commandLine().with("AWS_REGION", region).run(command);
    assertThat(outcome.exitCode()).as(outcome.output()).isZero();
  }
}
