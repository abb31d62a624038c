package ai.openobserve.lambda.cdk.versions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.junit5.StartStop;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;

class LayerVersionsCommandTest {
  private static final String X86 = "openobserve-extension-x86_64";

  @StartStop final MockWebServer lambdaApi = new MockWebServer();

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final List<String> asked = new ArrayList<>();
  private LambdaClient client;
  private @Nullable String answer = "yes";
  private final Map<String, String> parameters = new HashMap<>();
  private Map<String, List<String>> functions = Map.of();

  @BeforeEach
  void connect() {
    client =
        LambdaClient.builder()
            .region(Region.EU_WEST_1)
            .endpointOverride(URI.create(lambdaApi.url("/").toString()))
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")))
            .build();
  }

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  void listsEveryPageTheNewestFirst() throws InterruptedException {
    page("m1", version(7), version(9));
    page(null, version(8));
    assertThat(command().list()).isZero();
    assertThat(out().lines().map(line -> line.substring(0, 42)).toList())
        .containsExactly(
            "eu-west-1  " + X86 + ":9 ", "eu-west-1  " + X86 + ":8 ", "eu-west-1  " + X86 + ":7 ");
    assertThat(out()).contains("2026-11-02T10:00:00.000+0000", "inputs abc");
    assertThat(request().getUrl().encodedPath())
        .isEqualTo("/2018-10-31/layers/" + X86 + "/versions");
    assertThat(request().getUrl().queryParameter("Marker")).isEqualTo("m1");
  }

  @Test
  void saysWhereNothingHasBeenPublished() {
    page(null);
    assertThat(command().list()).isZero();
    assertThat(out()).contains("eu-west-1: no published versions");
  }

  @Test
  void aLayerThatNeverWasHasNoVersions() {
    lambdaApi.enqueue(error(404, "ResourceNotFoundException"));
    assertThat(command().list()).isZero();
    assertThat(out()).contains("no published versions");
  }

  @Test
  void asksAgainWhereTheApiThrottles() {
    lambdaApi.enqueue(error(429, "TooManyRequestsException"));
    page(null, version(1));
    assertThat(command().list()).isZero();
    assertThat(out()).contains(X86 + ":1 ");
    assertThat(lambdaApi.getRequestCount()).isEqualTo(2);
  }

  @Test
  void tellsWhatPermissionA403Asks() {
    lambdaApi.enqueue(error(403, "AccessDeniedException"));
    assertThat(command().list()).isEqualTo(1);
    assertThat(out())
        .contains(
            "eu-west-1: ",
            "the credentials need lambda:ListLayerVersions and ssm:GetParameter in this Region");
  }

  @Test
  void deletesAllButTheNewestAfterAYes() throws InterruptedException {
    page(null, version(7), version(9), version(8));
    lambdaApi.enqueue(new MockResponse.Builder().code(204).build());
    assertThat(command().delete(2, false)).isZero();
    request();
    RecordedRequest deletion = request();
    assertThat(deletion.getMethod()).isEqualTo("DELETE");
    assertThat(deletion.getUrl().encodedPath())
        .isEqualTo("/2018-10-31/layers/" + X86 + "/versions/7");
    assertThat(lambdaApi.getRequestCount()).isEqualTo(2);
    assertThat(out())
        .contains(
            "Delete these 1 versions and keep the newest 2 of each layer?",
            "Deleted " + X86 + ":7 in eu-west-1 (1 of 1)");
    assertThat(asked).hasSize(1);
  }

  @Test
  void deletesNothingAfterAnythingElse() {
    for (String no : new String[] {"", "n", "yess", null}) {
      answer = no;
      page(null, version(1), version(2));
      assertThat(command().delete(1, false)).isEqualTo(1);
    }
    assertThat(lambdaApi.getRequestCount()).as("the four lists alone").isEqualTo(4);
    assertThat(out()).contains("Nothing deleted", "No terminal; pass YES=1");
  }

  @Test
  void asksNotWhereToldYes() {
    page(null, version(1), version(2));
    lambdaApi.enqueue(new MockResponse.Builder().code(204).build());
    assertThat(command().delete(1, true)).isZero();
    assertThat(asked).isEmpty();
  }

  @Test
  void goesOnAfterAVersionThatCannotBeDeleted() {
    page(null, version(3), version(2), version(1));
    lambdaApi.enqueue(error(403, "AccessDeniedException"));
    lambdaApi.enqueue(new MockResponse.Builder().code(204).build());
    assertThat(command().delete(1, true)).isEqualTo(1);
    assertThat(out())
        .contains("the credentials need lambda:DeleteLayerVersion", "Deleted " + X86 + ":1");
  }

  /// A rollback of the stack leaves the parameter on an older version.
  @Test
  void neverDeletesTheVersionThatTheParameterNames() throws InterruptedException {
    parameters.put("/openobserve/lambda-extension/x86_64", arn(1));
    page(null, version(3), version(2), version(1));
    lambdaApi.enqueue(new MockResponse.Builder().code(204).build());
    assertThat(command().delete(1, true)).isZero();
    request();
    assertThat(request().getUrl().encodedPath()).endsWith("/versions/2");
    assertThat(lambdaApi.getRequestCount()).isEqualTo(2);
  }

  @Test
  void neverDeletesItWithKeep0Either() {
    parameters.put("/openobserve/lambda-extension/x86_64", arn(1));
    page(null, version(1));
    assertThat(command().delete(0, true)).isZero();
    assertThat(lambdaApi.getRequestCount()).isEqualTo(1);
    page(null, version(1));
    assertThat(command().list()).isZero();
    assertThat(out()).contains("(named by the SSM parameter)");
  }

  @Test
  void listsTheFunctionsThatStillUseAVersionBeforeAsking() {
    functions = Map.of(arn(1), List.of("orders", "mail"));
    answer = "no";
    page(null, version(2), version(1));
    assertThat(command().delete(1, false)).isEqualTo(1);
    assertThat(out())
        .containsSubsequence(X86 + ":1 is in use by orders, mail", "Delete these 1 versions");
  }

  @Test
  void findsTheFunctionsOfEachVersion() {
    lambdaApi.enqueue(
        new MockResponse.Builder()
            .addHeader("Content-Type", "application/json")
            .body(
                "{\"Functions\":[{\"FunctionName\":\"orders\",\"Layers\":[{\"Arn\":\""
                    + arn(7)
                    + "\"}]},{\"FunctionName\":\"plain\"}]}")
            .build());
    assertThat(InUse.functionsOf(client)).isEqualTo(Map.of(arn(7), List.of("orders")));
  }

  private static String arn(int version) {
    return "arn:aws:lambda:eu-west-1:111122223333:layer:" + X86 + ":" + version;
  }

  @Test
  void hasNothingToDoWhereFewEnoughAreThere() {
    page(null, version(1));
    assertThat(command().delete(1, false)).isZero();
    assertThat(out()).contains("Nothing to delete: no layer has more versions than KEEP=1");
    assertThat(asked).isEmpty();
  }

  private LayerVersionsCommand command() {
    return new LayerVersionsCommand(
        List.of(
            new PublishedLayers(
                "eu-west-1",
                client,
                new InUse(name -> Optional.ofNullable(parameters.get(name)), () -> functions),
                List.of(X86))),
        () -> {
          asked.add("asked");
          return answer;
        },
        new PrintStream(printed, true, StandardCharsets.UTF_8));
  }

  private void page(@Nullable String next, String... versions) {
    String marker = next == null ? "null" : '"' + next + '"';
    lambdaApi.enqueue(
        new MockResponse.Builder()
            .addHeader("Content-Type", "application/json")
            .body(
                "{\"NextMarker\":"
                    + marker
                    + ",\"LayerVersions\":["
                    + String.join(",", versions)
                    + "]}")
            .build());
  }

  private static String version(int number) {
    return "{\"Version\":"
        + number
        + ",\"LayerVersionArn\":\"arn:aws:lambda:eu-west-1:111122223333:layer:"
        + X86
        + ":"
        + number
        + "\",\"CreatedDate\":\"2026-11-02T10:00:00.000+0000\",\"Description\":\"inputs abc\"}";
  }

  private static MockResponse error(int code, String type) {
    return new MockResponse.Builder()
        .code(code)
        .addHeader("Content-Type", "application/json")
        .addHeader("x-amzn-ErrorType", type)
        .body("{\"Message\":\"said the API\"}")
        .build();
  }

  private RecordedRequest request() throws InterruptedException {
    return Objects.requireNonNull(
        lambdaApi.takeRequest(5, TimeUnit.SECONDS), "there is one more request");
  }

  private String out() {
    return printed.toString(StandardCharsets.UTF_8);
  }
}
