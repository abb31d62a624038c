package ai.openobserve.lambda.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.cdk.guide.Guide;
import ai.openobserve.lambda.cdk.layer.ExtensionArchitecture;
import ai.openobserve.lambda.cdk.layer.ExtensionLayer;
import ai.openobserve.lambda.cdk.variables.ExtensionVariables;
import org.junit.jupiter.api.Test;

/// Checks that what docs/deploy.md names exists; `SnippetsIT` runs its snippets.
class DeploymentGuideTest {
  private final Guide guide = Guide.read();

  @Test
  void coversThePromisedTools() {
    assertThat(guide.snippets())
        .containsOnlyKeys(
            "typescript",
            "python",
            "cloudformation",
            "sam",
            "serverless",
            "terraform",
            "pulumi",
            "cli",
            "image-zip",
            "image");
  }

  @Test
  void eachNamesTheParameterAndTheRequiredVariablesAsTheyAre() {
    assertThat(guide.snippets())
        .allSatisfy((name, snippet) -> {
          if (!name.equals("image")) {
            assertThat(snippet)
                .contains(
                    ExtensionLayer.parameterName(ExtensionArchitecture.X86_64)
                        .replace("x86_64", ""));
          }
          if (!name.startsWith("image")) {
            assertThat(snippet)
                .contains(
                    ExtensionVariables.ORGANIZATION_ID, ExtensionVariables.AUTHORIZATION_HEADER);
          }
        });
  }

  @Test
  void theTablesNameWhatThereIs() {
    for (ExtensionArchitecture architecture : ExtensionArchitecture.values()) {
      assertThat(guide.text())
          .contains(
              "`" + ExtensionLayer.parameterName(architecture) + "`",
              "`" + ExtensionLayer.publishedName(architecture) + "`");
    }
  }
}
