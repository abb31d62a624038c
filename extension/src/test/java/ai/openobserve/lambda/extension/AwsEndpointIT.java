package ai.openobserve.lambda.extension;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.sandbox.sink.OpenObserveSink;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Somebody else's Secrets Manager and Parameter Store: whatever `AWS_ENDPOINT_URL` names, such as
/// `moto_server`. Skipped where nothing is named.
@EnabledIfEnvironmentVariable(named = "AWS_ENDPOINT_URL", matches = "http.+")
@Timeout(120)
class AwsEndpointIT {
  private static final String ENDPOINT = System.getenv().getOrDefault("AWS_ENDPOINT_URL", "");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "O2_AUTHORIZATION_SECRET | secretsmanager | secretsmanager.CreateSecret |"
            + " {\"Name\":\"%s\",\"SecretString\":\"%s\",\"ClientRequestToken\":\"%s\"}",
        "O2_AUTHORIZATION_PARAMETER | ssm | AmazonSSM.PutParameter |"
            + " {\"Name\":\"%s\",\"Value\":\"%s\",\"Type\":\"SecureString\",\"Description\":\"%s\"}",
      })
  void readsWhatIsStoredThere(String variable, String service, String target, String body)
      throws Exception {
    OpenObserveSink sink = Environment.newSink();
    String name = "o2-" + UUID.randomUUID();
    create(service, target, body.formatted(name, sink.authorization(), UUID.randomUUID()));
    try (Environment environment =
        Environment.start(
            sink,
            builder ->
                builder
                    .environment("O2_AUTHORIZATION_HEADER", "")
                    .environment("AWS_ENDPOINT_URL", ENDPOINT)
                    .environment(variable, name))) {
      assertThat(environment.sandbox().invoke("one").succeeded()).isTrue();
      environment.shutdown();
      assertThat(environment.extension().lines()).noneMatch(line -> line.startsWith("ERROR"));
      assertThat(environment.ledger().isExact()).as(environment.ledger().toString()).isTrue();
    }
  }

  /// Such servers read the Region and the service out of the signature, and do not verify it.
  private static void create(String service, String target, String body) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(URI.create(ENDPOINT))
                  .header("Content-Type", "application/x-amz-json-1.1")
                  .header("X-Amz-Target", target)
                  .header(
                      "Authorization",
                      "AWS4-HMAC-SHA256 Credential=test/20260101/eu-west-1/"
                          + service
                          + "/aws4_request, SignedHeaders=host, Signature=0")
                  .POST(HttpRequest.BodyPublishers.ofString(body))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
  }
}
