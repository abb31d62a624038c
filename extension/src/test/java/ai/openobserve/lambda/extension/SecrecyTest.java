package ai.openobserve.lambda.extension;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openobserve.lambda.sandbox.aws.SecretServices;
import ai.openobserve.lambda.sandbox.sink.OpenObserveSink;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The check that every integration test ends with finds what it looks for.
@Timeout(value = 20, threadMode = ThreadMode.SEPARATE_THREAD)
class SecrecyTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INFO header is Basic bmV3OnMzY3IzdA==",
        "DEBUG login new:s3cr3t",
        "WARN refused 's3cr3t'",
        "ERROR old one was b2xkOm9sZHMzY3IzdA=="
      })
  void findsPastAndPresentCredentialsInEveryForm(String line) throws IOException {
    try (OpenObserveSink sink =
        OpenObserveSink.builder().authorization("Basic b2xkOm9sZHMzY3IzdA==").start()) {
      sink.rotateAuthorization("Basic bmV3OnMzY3IzdA==");

      assertThatThrownBy(() -> Secrecy.of(sink).check(line))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("(hidden)");
    }
  }

  @Test
  void findsTheKeysOfTheRoleAndLeavesTheRestAlone() throws IOException {
    try (OpenObserveSink sink = OpenObserveSink.start()) {
      Secrecy secrecy = Secrecy.of(sink);

      assertThatCode(() -> secrecy.check("INFO Successfully sent 45 logs to OpenObserve"))
          .doesNotThrowAnyException();
      for (String secret : SecretServices.roleSecrets()) {
        assertThatThrownBy(() -> secrecy.check("signed with " + secret))
            .isInstanceOf(AssertionError.class);
      }
    }
  }
}
