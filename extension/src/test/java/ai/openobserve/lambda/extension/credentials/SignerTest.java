package ai.openobserve.lambda.extension.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.extension.config.AwsKeys;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignerTest {
  private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

  /// The session token of AWS's test suite.
  private static final String TOKEN =
      "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfpSP"
          + "fIeoIYRqTflfKD8YUuwthAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQ"
          + "DYwT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz"
          + "+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA==";

  /// Those of AWS's published [Signature Version 4 test
  /// suite](https://docs.aws.amazon.com/general/latest/gr/signature-v4-test-suite.html) that have
  /// no query and no path to normalize.
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "get-vanilla | GET | / | '' | '' | '' | host;x-amz-date |"
            + " 5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
        "get-unreserved | GET | /-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
            + " | '' | '' | '' | host;x-amz-date |"
            + " 07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f",
        "get-header-key-duplicate | GET | / | My-Header1 | value2,value2,value1 | '' |"
            + " host;my-header1;x-amz-date |"
            + " c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea",
        "get-header-value-order | GET | / | My-Header1 | value4,value1,value3,value2 | '' |"
            + " host;my-header1;x-amz-date |"
            + " 08c7e5a9acfcfeb3ab6b2185e75ce8b1deb5e634ec47601a50643f830c755c01",
        "post-vanilla | POST | / | '' | '' | '' | host;x-amz-date |"
            + " 5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
        "post-header-key-sort | POST | / | My-Header1 | value1 | '' |"
            + " host;my-header1;x-amz-date |"
            + " c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c",
        "post-header-value-case | POST | / | My-Header1 | VALUE1 | '' |"
            + " host;my-header1;x-amz-date |"
            + " cdbc9802e29d2942e5e10b5bccfdd67c5f22c7c4e8ae67b53629efa58b974b7d",
        "post-x-www-form-urlencoded | POST | / | Content-Type |"
            + " application/x-www-form-urlencoded | Param1=value1 |"
            + " content-type;host;x-amz-date |"
            + " ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a"
      })
  void signsAsAwsDoes(
      String name,
      String method,
      String path,
      String header,
      String value,
      String body,
      String signedHeaders,
      String signature) {
    Map<String, String> headers = new HashMap<>();
    if (!header.isEmpty()) {
      headers.put(header, value);
    }

    assertThat(signed(method, path, headers, body, "").get("Authorization"))
        .isEqualTo(
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request,"
                + " SignedHeaders="
                + signedHeaders
                + ", Signature="
                + signature);
  }

  @Test
  void trimsHeadersAsGetHeaderValueTrimHasIt() {
    Map<String, String> headers = Map.of("My-Header1", " value1", "My-Header2", " \"a   b   c\"");

    assertThat(signed("GET", "/", headers, "", "").get("Authorization"))
        .endsWith("acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736");
  }

  @Test
  void signsTheSessionTokenAsPostStsHeaderBeforeHasIt() {
    Map<String, String> sent = signed("POST", "/", Map.of(), "", TOKEN);

    assertThat(sent.get("X-Amz-Security-Token")).isEqualTo(TOKEN);
    assertThat(sent.get("Authorization"))
        .endsWith(
            "SignedHeaders=host;x-amz-date;x-amz-security-token, Signature="
                + "85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead");
  }

  private static Map<String, String> signed(
      String method, String path, Map<String, String> headers, String body, String token) {
    return new Signer("us-east-1", "service")
        .sign(
            new AwsKeys("AKIDEXAMPLE", SECRET, token),
            Instant.parse("2015-08-30T12:36:00Z"),
            method,
            URI.create("https://example.amazonaws.com" + path),
            headers,
            body);
  }

  /// The same requests signed by botocore 1.44.8.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "https://secretsmanager.eu-west-1.amazonaws.com/ | secretsmanager |"
            + " secretsmanager.GetSecretValue | {\"SecretId\":\"openobserve\"} |"
            + " bf33d4bc0254fec82f0232b9f790a5c7c781ea00e0989817604e8dbe5fea66b4",
        "http://127.0.0.1:4566/aws/ | ssm | AmazonSSM.GetParameter |"
            + " {\"Name\":\"/openobserve\",\"WithDecryption\":true} |"
            + " 0f341b869590ad61a71795f46a60ebca1c1ddea9d15e857ec694e118940b2cbe"
      })
  void signsOurRequestsAsTheSdkDoes(
      URI url, String service, String target, String body, String signature) {
    Map<String, String> sent =
        new Signer("eu-west-1", service)
            .sign(
                new AwsKeys("ASIAEXAMPLE", SECRET, "AQoDYXdzEPT//token=="),
                Instant.parse("2026-11-24T07:08:09.999Z"),
                "POST",
                url,
                Map.of("Content-Type", "application/x-amz-json-1.1", "X-Amz-Target", target),
                body);

    assertThat(sent)
        .containsEntry("X-Amz-Date", "20261124T070809Z")
        .containsEntry("X-Amz-Target", target);
    assertThat(sent.get("Authorization"))
        .isEqualTo(
            "AWS4-HMAC-SHA256 Credential=ASIAEXAMPLE/20261124/eu-west-1/"
                + service
                + "/aws4_request, SignedHeaders="
                + "content-type;host;x-amz-date;x-amz-security-token;x-amz-target, Signature="
                + signature);
  }
}
