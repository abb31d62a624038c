package ai.openobserve.lambda.extension.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.extension.config.Authorization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderValueTest {
  private static final String VARIABLE = "O2_AUTHORIZATION_SECRET";

  private static Reading of(String value, String key) {
    return HeaderValue.of(value, key, VARIABLE);
  }

  private static Reading.Value header(String header) {
    return new Reading.Value(new Authorization(header));
  }

  @ParameterizedTest
  @CsvSource({
    "Basic cm9vdDpwYXNz",
    "Bearer a.b.c",
    "basic cm9vdDpwYXNz",
    "auth_ext eyJhIjoxfQ==",
  })
  void takesAWholeHeaderAsItIs(String value) {
    assertThat(of(value, "")).isEqualTo(header(value));
    assertThat(of("  " + value + "\n", "")).isEqualTo(header(value));
  }

  @ParameterizedTest
  @CsvSource({
    "root@example.com:Complexpass#123, cm9vdEBleGFtcGxlLmNvbTpDb21wbGV4cGFzcyMxMjM=",
    "root@example.com:pass word, cm9vdEBleGFtcGxlLmNvbTpwYXNzIHdvcmQ=",
    "root@example.com:a:b, cm9vdEBleGFtcGxlLmNvbTphOmI=",
    "root@example.com:pässword, cm9vdEBleGFtcGxlLmNvbTpww6Rzc3dvcmQ=",
  })
  void makesBasicOfUserAndPassword(String value, String encoded) {
    assertThat(of(value, "")).isEqualTo(header("Basic " + encoded));
  }

  @Test
  void readsTheKeyOfAJsonObject() {
    String json =
        "{\"other\":{\"auth\":\"no\"},\"list\":[1],\"auth\":\"root@example.com:x\",\"n\":1}";

    assertThat(of(json, "auth")).isEqualTo(header("Basic cm9vdEBleGFtcGxlLmNvbTp4"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "just-a-password-s3cr3t | '' | its value is neither a whole Authorization header ('Basic"
            + " …') nor user:password",
        ":s3cr3t | '' | its value is neither a whole Authorization header ('Basic …') nor"
            + " user:password",
        "{\"auth\":\"s3cr3t\"} | '' | its value is a JSON object. Name the key of the credential:"
            + " O2_AUTHORIZATION_SECRET=…#key",
        "{\"auth\":\"s3cr3t\"} | token | its JSON value has no text under the key 'token'",
        "{\"auth\":17} | auth | its JSON value has no text under the key 'auth'",
        "[\"s3cr3t\"] | auth | its JSON value has no text under the key 'auth'",
        "user:s3cr3t | auth | its value is not a JSON object, so it has no key 'auth'. Remove"
            + " '#auth' from O2_AUTHORIZATION_SECRET, or store a JSON object",
        "Basic s3cr3tü | '' | its value has a character that no HTTP header may carry: allowed is"
            + " printable ASCII",
      })
  void saysWhatIsWrongAndNeverShowsIt(String value, String key, String reason) {
    assertThat(of(value, key)).isEqualTo(new Reading.Failure(reason.replace("''", "'")));
    assertThat(of(value, key).toString()).doesNotContain("s3cr3t");
  }

  @Test
  void aLineBreakInAHeaderIsRefused() {
    assertThat(of("Basic abc\r\nX-Other: s3cr3t", "")).isInstanceOf(Reading.Failure.class);
  }
}
