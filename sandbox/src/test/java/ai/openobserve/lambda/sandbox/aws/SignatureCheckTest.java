package ai.openobserve.lambda.sandbox.aws;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.sandbox.internal.model.RoleKeys;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignatureCheckTest {
  /// `post-sts-header-before` of AWS's [Signature Version 4 test
  /// suite](https://docs.aws.amazon.com/general/latest/gr/signature-v4-test-suite.html).
  private static final String TOKEN =
      "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfpSP"
          + "fIeoIYRqTflfKD8YUuwthAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQ"
          + "DYwT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz"
          + "+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA==";

  private static final String AUTHORIZATION =
      "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request,"
          + " SignedHeaders=host;x-amz-date;x-amz-security-token,"
          + " Signature=85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead";

  private static final Instant THEN = Instant.parse("2015-08-30T12:36:00Z");

  private static final RoleKeys KEYS =
      new RoleKeys("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", TOKEN);

  private static Map<String, String> headers() {
    Map<String, String> headers = new HashMap<>();
    headers.put("host", "example.amazonaws.com");
    headers.put("x-amz-date", "20150830T123600Z");
    headers.put("x-amz-security-token", TOKEN);
    headers.put("authorization", AUTHORIZATION);
    return headers;
  }

  private static Optional<String> refusal(
      RoleKeys keys, String path, Map<String, String> headers, byte[] body, Instant now) {
    return new SignatureCheck("us-east-1", "service", keys, false)
        .refusal("POST", path, headers, body, now)
        .map(AwsError::type);
  }

  private static Optional<String> refusal(Map<String, String> headers) {
    return refusal(KEYS, "/", headers, new byte[0], THEN);
  }

  @Test
  void letsARequestInThatIsSignedAsAwsPublishesIt() {
    assertThat(refusal(headers())).isEmpty();
    assertThat(refusal(KEYS, "/", headers(), new byte[0], THEN.plus(Duration.ofMinutes(5))))
        .isEmpty();
  }

  /// One more vector, with a body: `post-x-www-form-urlencoded`.
  @Test
  void letsASignedBodyIn() {
    Map<String, String> headers = new HashMap<>();
    headers.put("host", "example.amazonaws.com");
    headers.put("x-amz-date", "20150830T123600Z");
    headers.put("content-type", "application/x-www-form-urlencoded");
    headers.put(
        "authorization",
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request,"
            + " SignedHeaders=content-type;host;x-amz-date,"
            + " Signature=ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a");
    RoleKeys keys = new RoleKeys(KEYS.accessKeyId(), KEYS.secretAccessKey(), "");

    assertThat(refusal(keys, "/", headers, "Param1=value1".getBytes(StandardCharsets.UTF_8), THEN))
        .isEmpty();
    assertThat(refusal(keys, "/", headers, "Param1=value2".getBytes(StandardCharsets.UTF_8), THEN))
        .contains("InvalidSignatureException");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/20150830/ | /20150831/ | InvalidSignatureException",
        "/us-east-1/ | /eu-west-1/ | InvalidSignatureException",
        "/service/ | /ssm/ | InvalidSignatureException",
        "AKIDEXAMPLE | AKIDOTHER | UnrecognizedClientException",
        "Signature=8 | Signature=9 | InvalidSignatureException",
        "host;x-amz-date;x-amz-security-token | host;x-amz-date | InvalidSignatureException",
        "host;x-amz-date;x-amz-security-token | x-amz-date;x-amz-security-token |"
            + " InvalidSignatureException",
        "host;x-amz-date;x-amz-security-token | x-amz-date;host;x-amz-security-token |"
            + " InvalidSignatureException",
        "host; | content-type;host; | InvalidSignatureException",
        "AWS4-HMAC-SHA256 | AWS4-HMAC-SHA512 | IncompleteSignatureException",
        ", Signature= | '' | IncompleteSignatureException",
      })
  void refusesAWrongAuthorization(String right, String wrong, String error) {
    Map<String, String> headers = headers();
    headers.put("authorization", AUTHORIZATION.replace(right, wrong));

    assertThat(refusal(headers)).contains(error);
  }

  @ParameterizedTest
  @CsvSource({
    "host, other.amazonaws.com, InvalidSignatureException",
    "x-amz-date, 20150830T123601Z, InvalidSignatureException",
    "x-amz-date, 20150830Tnoon, IncompleteSignatureException",
    "x-amz-security-token, other, UnrecognizedClientException",
    "x-amz-target, unsigned, InvalidSignatureException",
  })
  void refusesWhatWasChangedOnTheWay(String name, String value, String error) {
    Map<String, String> headers = headers();
    headers.put(name, value);

    assertThat(refusal(headers)).contains(error);
  }

  @Test
  void refusesAnotherPathOrBody() {
    assertThat(refusal(KEYS, "/other", headers(), new byte[0], THEN))
        .contains("InvalidSignatureException");
    assertThat(refusal(KEYS, "/", headers(), new byte[] {1}, THEN))
        .contains("InvalidSignatureException");
  }

  @Test
  void refusesWhatIsOlderOrNewerThanFiveMinutes() {
    for (Duration away : new Duration[] {Duration.ofSeconds(301), Duration.ofSeconds(-301)}) {
      assertThat(refusal(KEYS, "/", headers(), new byte[0], THEN.plus(away)))
          .contains("InvalidSignatureException");
    }
  }

  @Test
  void refusesExpiredKeysAndUnsignedRequests() {
    Map<String, String> unsigned = headers();
    unsigned.remove("authorization");

    assertThat(
            new SignatureCheck("us-east-1", "service", KEYS, true)
                .refusal("POST", "/", headers(), new byte[0], THEN)
                .map(AwsError::type))
        .contains("ExpiredTokenException");
    assertThat(refusal(unsigned)).contains("MissingAuthenticationTokenException");
  }
}
