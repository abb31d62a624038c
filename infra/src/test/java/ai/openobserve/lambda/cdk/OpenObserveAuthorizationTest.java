package ai.openobserve.lambda.cdk;

import static ai.openobserve.lambda.cdk.CdkFixture.function;
import static ai.openobserve.lambda.cdk.CdkFixture.functionIn;
import static ai.openobserve.lambda.cdk.CdkFixture.openObserve;
import static ai.openobserve.lambda.cdk.CdkFixture.variables;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.SecretValue;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.amazon.awscdk.services.ssm.SecureStringParameterAttributes;
import software.amazon.awscdk.services.ssm.StringParameter;

class OpenObserveAuthorizationTest {
  @TempDir Path folder;
  private final Stack stack = CdkFixture.stack();

  @Test
  void aNamedSecretIsReadByCloudFormation() {
    assertThat(header(OpenObserveAuthorization.fromSecretName("team/o2")))
        .isEqualTo("{{resolve:secretsmanager:team/o2:SecretString:::}}");
  }

  @Test
  void oneKeyOfANamedSecret() {
    assertThat(header(OpenObserveAuthorization.fromSecretName("team/o2", "header")))
        .isEqualTo("{{resolve:secretsmanager:team/o2:SecretString:header::}}");
  }

  @Test
  void aSecretOfTheStackIsReferred() {
    Secret secret = new Secret(stack, "Secret");
    assertThat(header(OpenObserveAuthorization.fromSecret(secret)).toString())
        .contains("{{resolve:secretsmanager:", "Secret", ":SecretString:::}}");
  }

  @Test
  void oneKeyOfASecretOfTheStack() {
    Secret secret = new Secret(stack, "Secret");
    assertThat(header(OpenObserveAuthorization.fromSecret(secret, "header")).toString())
        .contains("{{resolve:secretsmanager:", ":SecretString:header::}}");
  }

  @Test
  void noGrantIsMadeSinceTheFunctionReadsNoSecret() {
    header(OpenObserveAuthorization.fromSecret(new Secret(stack, "Secret")));
    Template.fromStack(stack).resourceCountIs("AWS::IAM::Policy", 0);
  }

  @Test
  void aParameterIsReadByCloudFormation() {
    assertThat(header(OpenObserveAuthorization.fromParameterName("/o2/header")))
        .isEqualTo("{{resolve:ssm:/o2/header}}");
  }

  @Test
  void aParameterOfTheStackIsReferred() {
    StringParameter parameter =
        StringParameter.Builder.create(stack, "Parameter").stringValue("Basic x").build();
    assertThat(header(OpenObserveAuthorization.fromParameter(parameter)))
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
        .containsKey("Fn::GetAtt");
  }

  @Test
  void aSecureStringIsRefusedWithTheReason() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            header(
                OpenObserveAuthorization.fromParameter(
                    StringParameter.fromSecureStringParameterAttributes(
                        stack,
                        "Parameter",
                        SecureStringParameterAttributes.builder()
                            .parameterName("/o2/header")
                            .version(1)
                            .build()))))
        .withMessageContainingAll("SecureString", "fromSecret");
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            header(
                OpenObserveAuthorization.fromSecretValue(SecretValue.ssmSecure("/o2/header", "1"))))
        .withMessageContainingAll("SecureString", "fromSecret");
  }

  @Test
  void plainTextWorksAndWarns() {
    assertThat(header(OpenObserveAuthorization.fromPlainText("Basic abc"))).isEqualTo("Basic abc");
    Annotations.fromStack(stack)
        .hasWarning("/Shop/OpenObserve", Match.stringLikeRegexp(".*plain text.*Secrets Manager.*"));
  }

  @Test
  void aReferenceDoesNotWarn() {
    header(OpenObserveAuthorization.fromSecretName("o2"));
    assertThat(Annotations.fromStack(stack).findWarning("/Shop/OpenObserve", Match.anyValue()))
        .isEmpty();
  }

  @Test
  void plainTextThatCannotBeAHeaderIsRefusedAndNotShown() {
    for (String header : List.of("", " ", "Basic pa55\n", "Bäsic pa55")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> OpenObserveAuthorization.fromPlainText(header))
          .withMessageNotContaining("pa55");
    }
  }

  @Test
  @SuppressWarnings("NullAway") // Users may compile without null checks.
  void whatWouldBreakTheReferenceIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OpenObserveAuthorization.fromSecretName("o2", "a:b"))
        .withMessageContaining("JSON key of the authorization is \"a:b\"");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OpenObserveAuthorization.fromParameterName("/o2/my header"))
        .withMessageContaining("parameter's name of the authorization is \"/o2/my header\"");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OpenObserveAuthorization.fromSecretName(null))
        .withMessageContaining("secret's name of the authorization is \"null\"");
  }

  @Test
  void itsTextHoldsNoCredential() {
    assertThat(OpenObserveAuthorization.fromPlainText("Basic pa55")).hasToString("plain text");
  }

  private Object header(OpenObserveAuthorization authorization) {
    openObserve(stack, folder)
        .authorization(authorization)
        .build()
        .addTo(function(stack, "Orders"));
    Map<String, Object> variables = variables(functionIn(Template.fromStack(stack), "Orders"));
    return Objects.requireNonNull(variables.get("O2_AUTHORIZATION_HEADER"));
  }
}
