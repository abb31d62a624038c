package ai.openobserve.lambda.demo.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DestinationTest {
  @Test
  void isTheSinkWhereNothingIsSet() {
    assertThat(Destination.real(Map.of("PATH", "/bin", "ENDPOINT", ""))).isEmpty();
  }

  @Test
  void isARealOpenObserveWhereItIsNamed() {
    var real =
        Destination.real(
            Map.of("ENDPOINT", "https://o2.example", "ORG", "acme", "AUTH", "Basic s3cret"));

    assertThat(real.orElseThrow().environment())
        .containsEntry("O2_ENDPOINT", "https://o2.example")
        .containsEntry("O2_ORGANIZATION_ID", "acme")
        .containsEntry("O2_AUTHORIZATION_HEADER", "Basic s3cret")
        .containsEntry("O2_STREAM", "default");
  }

  @Test
  void neverShowsCredentials() {
    var real =
        Destination.real(
                Map.of(
                    "ENDPOINT", "https://o2.example",
                    "ORG", "acme",
                    "AUTH", "Basic s3cret",
                    "STREAM", "demo"))
            .orElseThrow();

    assertThat(real.describe())
        .isEqualTo("OpenObserve at https://o2.example, organization acme, stream demo");
    assertThat(real.toString()).doesNotContain("s3cret");
  }

  @Test
  void saysWhatIsMissing() {
    assertThatThrownBy(() -> Destination.real(Map.of("ENDPOINT", "https://o2.example")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("missing: ORG, AUTH");
    assertThatThrownBy(() -> Destination.real(Map.of("AUTH", "Basic s3cret")))
        .hasMessageEndingWith("missing: ENDPOINT, ORG")
        .hasMessageNotContaining("s3cret");
  }
}
