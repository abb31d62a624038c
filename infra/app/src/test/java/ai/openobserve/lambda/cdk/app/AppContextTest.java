package ai.openobserve.lambda.cdk.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.openobserve.lambda.cdk.LayerSharing;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.services.lambda.Architecture;

class AppContextTest {
  @Test
  void needsNothing() {
    AppContext context = AppContext.read(Map.of("@aws-cdk/core:some", true, "aws:cdk:x", 1));
    assertThat(context.regions()).isEmpty();
    assertThat(context.architectures().stream().map(Architecture::getName))
        .containsExactly("x86_64", "arm64");
    assertThat(context.sharing()).isEmpty();
    assertThat(context.organizationId()).isEqualTo("default");
    assertThat(context.secretName()).isEqualTo("openobserve/authorization");
    assertThat(context.secretKey()).isNull();
    assertThat(context.readAtRuntime()).isTrue();
    assertThat(context.endpoint()).isNull();
    assertThat(context.stream()).isNull();
  }

  @Test
  void readsListsFromTheCommandLineAndFromTheFile() {
    for (Object regions :
        List.of("eu-west-1, us-gov-east-1", List.of("eu-west-1", "us-gov-east-1"))) {
      AppContext context =
          AppContext.read(
              Map.of(
                  "regions", regions,
                  "architectures", "arm64",
                  "shareWith", "444455556666,o-abcde12345,public",
                  "organizationId", "acme",
                  "endpoint", "https://o2.example.com",
                  "stream", "shop",
                  "secretName", "o2",
                  "secretKey", "header",
                  "secretRead", "deployment"));
      assertThat(context.regions()).containsExactly("eu-west-1", "us-gov-east-1");
      assertThat(context.architectures().stream().map(Architecture::getName))
          .containsExactly("arm64");
      assertThat(context.sharing())
          .containsExactly(
              new LayerSharing("444455556666", null),
              new LayerSharing("*", "o-abcde12345"),
              new LayerSharing("*", null));
      assertThat(context.secretKey()).isEqualTo("header");
      assertThat(context.readAtRuntime()).isFalse();
      assertThat(context.stream()).isEqualTo("shop");
      assertThat(context.endpoint()).isEqualTo("https://o2.example.com");
      assertThat(context.organizationId()).isEqualTo("acme");
    }
  }

  @Test
  void anEmptyValueIsNone() {
    assertThat(AppContext.read(Map.of("regions", "", "stream", " ", "shareWith", "")).regions())
        .isEmpty();
  }

  @Test
  void tellsEveryMistakeAtOnce() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            AppContext.read(
                Map.of(
                    "regions", "Ireland,eu-west-1,eu-west-1",
                    "architectures", "amd64",
                    "shareWith", "everyone",
                    "secretName", "my secret",
                    "secretRead", "sometimes",
                    "region", "eu-west-1")))
        .withMessageContainingAll(
            "regions: unknown Region \"Ireland\"; did you mean ",
            "regions: \"eu-west-1\" was given more than once",
            "architectures: \"amd64\" is invalid; expected x86_64 or arm64",
            "shareWith: \"everyone\" is invalid; expected an account's 12 digits",
            "secretName: \"my secret\" is invalid",
            "secretRead: \"sometimes\" is invalid; expected runtime or deployment",
            "Unknown context value region; known: architectures, endpoint");
  }

  @Test
  void tellsMisspelledNamesAndRegions() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            AppContext.read(
                Map.of(
                    "organisation_id", "acme",
                    "share-with", "public",
                    "regions", "eu-wset-1",
                    "endpoint", "foo",
                    "stream", "a-b",
                    "acknowledged-issue-numbers", List.of(1))))
        .withMessageContainingAll(
            "Unknown context value organisation_id; known: ",
            "Unknown context value share-with; known: ",
            "regions: unknown Region \"eu-wset-1\"; did you mean eu-west-1",
            "endpoint: \"foo\" is invalid; expected an http:// or https:// URL",
            "stream: \"a-b\" is invalid")
        .withMessageNotContaining("acknowledged-issue-numbers");
  }

  /// Applies to dynamic references only; the extension itself accepts any key.
  @Test
  void tellsAJsonKeyThatCloudFormationCannotRead() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            AppContext.read(
                Map.of("secretRead", "deployment", "secretKey", "a:b", "shareWith", "everyone")))
        .withMessageContainingAll(
            "secretKey: \"a:b\" is invalid; expected a key without ':', '{' and '}'",
            "shareWith: \"everyone\" is invalid");
    assertThat(AppContext.read(Map.of("secretKey", "a:b")).secretKey()).isEqualTo("a:b");
  }
}
