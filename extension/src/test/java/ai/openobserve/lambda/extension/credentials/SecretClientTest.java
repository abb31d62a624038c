package ai.openobserve.lambda.extension.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.extension.config.Authorization;
import ai.openobserve.lambda.extension.config.SecretSource;
import ai.openobserve.lambda.extension.testing.SettableClock;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretClientTest {
  private static final String PARAMETER =
      "arn:aws:ssm:us-east-1:210987654321:parameter/team/openobserve";

  private final SettableClock clock = new SettableClock();
  private final FakeService service = new FakeService();

  private Reading read(String... namesAndValues) {
    return new SecretClient(FakeService.source(namesAndValues), service, clock).read();
  }

  private Exchange.Request onlyRequest() {
    assertThat(service.requests()).hasSize(1);
    return service.requests().getFirst();
  }

  private static Reading.Value header(String value) {
    return new Reading.Value(new Authorization(value));
  }

  @Test
  void asksSecretsManagerForTheSecretInItsRegion() {
    service.secret("Basic abc=");

    assertThat(read("O2_AUTHORIZATION_SECRET", FakeService.ARN, "AWS_REGION", "us-east-1"))
        .isEqualTo(header("Basic abc="));

    Exchange.Request request = onlyRequest();
    assertThat(request.toString())
        .isEqualTo("POST https://secretsmanager.eu-west-1.amazonaws.com/");
    assertThat(request.local()).isFalse();
    assertThat(request.body()).isEqualTo("{\"SecretId\":\"" + FakeService.ARN + "\"}");
    assertThat(request.headers())
        .containsEntry("Content-Type", "application/x-amz-json-1.1")
        .containsEntry("X-Amz-Target", "secretsmanager.GetSecretValue")
        .containsEntry("X-Amz-Date", "20261123T100000Z")
        .containsEntry("X-Amz-Security-Token", "session");
    assertThat(request.headers().get("Authorization"))
        .startsWith(
            "AWS4-HMAC-SHA256"
                + " Credential=ASIAEXAMPLE/20261123/eu-west-1/secretsmanager/aws4_request");
  }

  @Test
  void asksParameterStoreForTheDecryptedValue() {
    service.answer(
        200,
        "{\"Parameter\":{\"ARN\":\"x\",\"DataType\":\"text\",\"Name\":\"x\",\"Type\":"
            + "\"SecureString\",\"Value\":\"{\\\"auth\\\":\\\"Basic abc=\\\"}\",\"Version\":1}}");

    assertThat(read("O2_AUTHORIZATION_PARAMETER", PARAMETER + "#auth"))
        .isEqualTo(header("Basic abc="));

    Exchange.Request request = onlyRequest();
    assertThat(request.url()).hasToString("https://ssm.us-east-1.amazonaws.com/");
    assertThat(request.body())
        .isEqualTo("{\"Name\":\"" + PARAMETER + "\",\"WithDecryption\":true}");
    assertThat(request.headers()).containsEntry("X-Amz-Target", "AmazonSSM.GetParameter");
  }

  @Test
  void readsABinarySecretAsText() {
    service.answer(200, "{\"Name\":\"o2\",\"SecretBinary\":\"QmFzaWMgYWJjPQ==\"}");

    assertThat(read("O2_AUTHORIZATION_SECRET", "o2")).isEqualTo(header("Basic abc="));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | AccessDeniedException | is not authorized to perform:"
            + " secretsmanager:GetSecretValue | access denied. Grant the function's role"
            + " secretsmanager:GetSecretValue on"
            + " arn:aws:secretsmanager:eu-west-1:*:secret:o2-??????",
        "400 | AccessDeniedException | because no resource-based policy allows the action | access"
            + " denied. Grant the function's role secretsmanager:GetSecretValue on"
            + " arn:aws:secretsmanager:eu-west-1:*:secret:o2-??????. A secret of another account"
            + " needs a resource policy too",
        "400 | AccessDeniedException | Access to KMS is not allowed | access to its KMS key is"
            + " denied. Grant the function's role kms:Decrypt on the key that encrypts"
            + " arn:aws:secretsmanager:eu-west-1:*:secret:o2-??????",
        "400 | ResourceNotFoundException | Secrets Manager can't find the specified secret. | it"
            + " does not exist in eu-west-1. Check the name and the Region; for another account or"
            + " Region, use the ARN",
        "400 | ResourceNotFoundException | can't find the specified secret value for staging"
            + " label: AWSCURRENT | the secret has no current value. Store one",
        "400 | InvalidRequestException | You can't perform this operation on the secret because it"
            + " was marked for deletion. | the secret is scheduled for deletion. Restore it, or"
            + " name another one in O2_AUTHORIZATION_SECRET",
        "400 | DecryptionFailure | no | KMS cannot decrypt it. Check that its key is enabled, and"
            + " grant the function's role kms:Decrypt on the key that encrypts"
            + " arn:aws:secretsmanager:eu-west-1:*:secret:o2-??????",
        "400 | ExpiredTokenException | The security token included in the request is expired | the"
            + " credentials of the function's role have expired. Lambda renews them with the"
            + " execution environment; retrying",
        "400 | UnrecognizedClientException | The security token is invalid. | AWS does not accept"
            + " the credentials of the function's role in eu-west-1. Leave AWS_ACCESS_KEY_ID,"
            + " AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN to Lambda (UnrecognizedClientException:"
            + " The security token is invalid.)",
        "400 | InvalidSignatureException | Signature expired | AWS refuses the request's signature."
            + " Check that no proxy changes the request, and that the endpoint is of Region"
            + " eu-west-1 (InvalidSignatureException: Signature expired)",
        "400 | ThrottlingException | Rate exceeded | AWS is throttling this account's requests in"
            + " eu-west-1; retrying",
        "429 | TooManyRequestsException | slow down | AWS is throttling this account's requests in"
            + " eu-west-1; retrying",
        "500 | InternalServiceError | oops | the service failed with status 500"
            + " (InternalServiceError: oops); retrying",
        "400 | com.amazonaws#ValidationException | odd | status 400 (ValidationException: odd)",
      })
  void saysWhatAnErrorMeans(int status, String type, String message, String reason) {
    service.error(status, type, message);

    assertThat(read("O2_AUTHORIZATION_SECRET", "o2")).isEqualTo(new Reading.Failure(reason));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "AccessDeniedException | is not authorized to perform: ssm:GetParameter | access denied."
            + " Grant the function's role ssm:GetParameter on"
            + " arn:aws:ssm:eu-west-1:*:parameter/team/o2",
        "AccessDeniedException | is not authorized to perform: kms:Decrypt on resource: x | access"
            + " to its KMS key is denied. Grant the function's role kms:Decrypt on the key that"
            + " encrypts arn:aws:ssm:eu-west-1:*:parameter/team/o2",
        "ParameterNotFound | '' | it does not exist in eu-west-1. Check the name and the Region;"
            + " for another account or Region, use the ARN",
        "ParameterVersionNotFound | '' | the parameter has no such version or label. Check what"
            + " follows ':' in its name",
        "InvalidKeyId | '' | KMS cannot decrypt it. Check that its key is enabled, and grant the"
            + " function's role kms:Decrypt on the key that encrypts"
            + " arn:aws:ssm:eu-west-1:*:parameter/team/o2",
      })
  void saysWhatAnErrorOfParameterStoreMeans(String type, String message, String reason) {
    service.error(400, type, message);

    assertThat(read("O2_AUTHORIZATION_PARAMETER", "/team/o2:3"))
        .isEqualTo(new Reading.Failure(reason));
  }

  @Test
  void saysThatAPageIsNoAnswer() {
    service.answer(407, "<html>Proxy authentication required</html>");

    assertThat(read("O2_AUTHORIZATION_SECRET", "o2"))
        .isEqualTo(
            new Reading.Failure(
                "status 407 did not come from Secrets Manager. Check AWS_ENDPOINT_URL and"
                    + " proxies"));
  }

  @Test
  void saysThatAPageWithStatus200HoldsNoValue() {
    service.answer(200, "<html>Welcome</html>");

    assertThat(read("O2_AUTHORIZATION_SECRET", "o2"))
        .isEqualTo(new Reading.Failure("it has no value. Store one"));
  }

  @Test
  void namesTheEndpointThatDoesNotAnswer() {
    SecretSource source = FakeService.source("O2_AUTHORIZATION_SECRET", "o2");
    String advice =
        ". A function in a VPC needs a NAT gateway or the VPC endpoint"
            + " com.amazonaws.eu-west-1.secretsmanager";

    assertThat(failing(source, new InterruptedIOException("timeout")))
        .isEqualTo(
            new Reading.Failure(
                "https://secretsmanager.eu-west-1.amazonaws.com did not answer within 5 s"
                    + advice));
    assertThat(failing(source, new UnknownHostException("no such host")))
        .isEqualTo(
            new Reading.Failure(
                "https://secretsmanager.eu-west-1.amazonaws.com cannot be reached (no such host)"
                    + advice));
  }

  private Reading failing(SecretSource source, IOException e) {
    return new SecretClient(
            source,
            request -> {
              throw e;
            },
            clock)
        .read();
  }

  @Test
  void theLocalExtensionGetsTheSessionTokenAndNoSignature() {
    service.secret("Basic abc=");

    read("O2_AUTHORIZATION_SECRET", "team/o2+a=b@c", "O2_SECRETS_EXTENSION", "true");

    Exchange.Request request = onlyRequest();
    assertThat(request.toString())
        .isEqualTo("GET http://127.0.0.1:2773/secretsmanager/get?secretId=team/o2%2Ba%3Db%40c");
    assertThat(request.local()).isTrue();
    assertThat(request.headers()).isEqualTo(Map.of("X-Aws-Parameters-Secrets-Token", "session"));
  }

  @Test
  void theLocalExtensionReadsParametersDecrypted() {
    service.answer(200, "{\"Parameter\":{\"Value\":\"Basic abc=\"},\"ResultMetadata\":{}}");

    read(
        "O2_AUTHORIZATION_PARAMETER",
        "/team/o2",
        "O2_SECRETS_EXTENSION",
        "true",
        "PARAMETERS_SECRETS_EXTENSION_HTTP_PORT",
        "2774");

    assertThat(onlyRequest().url())
        .hasToString(
            "http://127.0.0.1:2774/systemsmanager/parameters/get?withDecryption=true&name=/team/o2");
  }

  @Test
  void theServiceIsAskedWhereThereIsNoLocalExtension() {
    service.secret("Basic abc=");
    service.noLocalExtension();

    assertThat(read("O2_AUTHORIZATION_SECRET", "o2", "O2_SECRETS_EXTENSION", "true"))
        .isEqualTo(header("Basic abc="));
    assertThat(service.requests()).extracting(Exchange.Request::local).containsExactly(true, false);
  }

  @Test
  void theLocalExtensionIsNotAskedForASecretOfAnotherRegion() {
    service.secret("Basic abc=");

    read(
        "O2_AUTHORIZATION_SECRET",
        FakeService.ARN,
        "O2_SECRETS_EXTENSION",
        "true",
        "AWS_REGION",
        "us-east-1");

    assertThat(onlyRequest().local()).isFalse();
  }

  @Test
  void signsWithTheKeysOfTheContainerWhereTheEnvironmentHasNone() {
    List<Exchange.Request> requests = new ArrayList<>();
    SecretSource source =
        FakeService.source(
            "O2_AUTHORIZATION_SECRET",
            "o2",
            "AWS_ACCESS_KEY_ID",
            "",
            "AWS_CONTAINER_CREDENTIALS_FULL_URI",
            "http://127.0.0.1:9001/credentials",
            "AWS_CONTAINER_AUTHORIZATION_TOKEN",
            "container-token");

    Reading reading =
        new SecretClient(
                source,
                request -> {
                  requests.add(request);
                  return new Exchange.Answer(
                      200,
                      (request.local()
                              ? "{\"AccessKeyId\":\"ASIACONTAINER\",\"SecretAccessKey\":\"k\","
                                  + "\"Token\":\"t\",\"Expiration\":\"2026-11-24T20:00:00Z\"}"
                              : "{\"SecretString\":\"Basic abc=\"}")
                          .getBytes(StandardCharsets.UTF_8));
                },
                clock)
            .read();

    assertThat(reading).isEqualTo(header("Basic abc="));
    assertThat(requests.getFirst().toString()).isEqualTo("GET http://127.0.0.1:9001/credentials");
    assertThat(requests.getFirst().headers()).containsEntry("Authorization", "container-token");
    assertThat(requests.getLast().headers()).containsEntry("X-Amz-Security-Token", "t");
    assertThat(requests.getLast().headers().get("Authorization"))
        .contains("Credential=ASIACONTAINER/");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "500 | {} | AWS_CONTAINER_CREDENTIALS_FULL_URI answered status 500",
        "200 | {} | the answer of AWS_CONTAINER_CREDENTIALS_FULL_URI has no keys",
        "200 | s3cr3t | the answer of AWS_CONTAINER_CREDENTIALS_FULL_URI is not JSON",
      })
  void saysThatTheContainerHasNoKeys(int status, String body, String reason) {
    service.answer(status, body);

    assertThat(
            read(
                "O2_AUTHORIZATION_SECRET",
                "o2",
                "AWS_ACCESS_KEY_ID",
                "",
                "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                "http://127.0.0.1:9001/credentials"))
        .isEqualTo(new Reading.Failure("the function's role has no credentials: " + reason));
  }

  @Test
  void overwritesTheBodyThatHeldTheValue() {
    byte[] body = "{\"SecretString\":\"Basic abc=\"}".getBytes(StandardCharsets.UTF_8);

    new SecretClient(FakeService.SOURCE, request -> new Exchange.Answer(200, body), clock).read();

    assertThat(body).containsOnly(0);
  }
}
