package ai.openobserve.lambda.sandbox.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

@Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
class SecretServicesTest {
  private final SecretServices services;
  private final HttpClient client = HttpClient.newHttpClient();

  SecretServicesTest() throws IOException {
    services = SecretServices.start();
  }

  @AfterEach
  void close() {
    client.close();
    services.close();
  }

  private HttpRequest request() {
    return HttpRequest.newBuilder(URI.create(services.url()))
        .header("X-Amz-Target", "secretsmanager.GetSecretValue")
        .POST(HttpRequest.BodyPublishers.ofString("{\"SecretId\":\"o2\"}"))
        .build();
  }

  @Test
  void refusesARequestWithoutASignature() throws Exception {
    services.secret("o2", "s3cr3t");

    HttpResponse<String> answer = client.send(request(), HttpResponse.BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .contains("MissingAuthenticationTokenException")
        .doesNotContain("s3cr3t");
    assertThat(services.requests().entries())
        .containsExactly(
            new AwsRequest(
                "secretsmanager.GetSecretValue", "", "MissingAuthenticationTokenException"));
  }

  @Test
  void failsOnDemand() throws Exception {
    services.fail(AwsError.of("ThrottlingException", "Rate exceeded"));

    assertThat(client.send(request(), HttpResponse.BodyHandlers.ofString()).body())
        .contains("ThrottlingException");

    services.recover();
    assertThat(client.send(request(), HttpResponse.BodyHandlers.ofString()).body())
        .contains("MissingAuthenticationTokenException");
  }

  @Test
  void hangsUntilItRecovers() throws Exception {
    services.hang();

    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(request(), HttpResponse.BodyHandlers.ofString());
    assertThat(services.requests().entries()).isEmpty();
    services.recover();

    assertThat(answer.get().statusCode()).isEqualTo(400);
    services.requests().awaitCount(1, Duration.ofSeconds(20));
  }

  @Test
  void findsByNameAndByArn() {
    Vault vault = new Vault("eu-west-1");
    String secret = vault.secret("team/o2", "one");
    String parameter = vault.parameter("/team/o2", "two");

    for (String id : new String[] {"team/o2", secret}) {
      assertThat(vault.secretValue(id).toString()).contains("\"SecretString\":\"one\"");
    }
    for (String id : new String[] {"/team/o2", parameter}) {
      assertThat(vault.parameterValue(id, true).toString()).contains("\"Value\":\"two\"");
      assertThat(vault.parameterValue(id, false).toString()).doesNotContain("two");
    }
    assertThat(vault.secretValue("other").toString()).contains("ResourceNotFoundException");
    assertThat(vault.parameterValue("other", true).toString()).contains("ParameterNotFound");
    vault.delete("team/o2");
    assertThat(vault.secretValue(secret).toString()).contains("marked for deletion");
  }
}
