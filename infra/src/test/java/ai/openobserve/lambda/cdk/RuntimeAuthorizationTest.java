package ai.openobserve.lambda.cdk;

import static ai.openobserve.lambda.cdk.CdkFixture.function;
import static ai.openobserve.lambda.cdk.CdkFixture.functionBuilder;
import static ai.openobserve.lambda.cdk.CdkFixture.functionIn;
import static ai.openobserve.lambda.cdk.CdkFixture.openObserve;
import static ai.openobserve.lambda.cdk.CdkFixture.resources;
import static ai.openobserve.lambda.cdk.CdkFixture.stackIn;
import static ai.openobserve.lambda.cdk.CdkFixture.variables;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.iam.FromRoleArnOptions;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.lambda.CfnFunction;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.amazon.awscdk.services.ssm.SecureStringParameterAttributes;
import software.amazon.awscdk.services.ssm.StringParameter;

/// The credential stays out of the function's configuration, and the function's role may read it.
class RuntimeAuthorizationTest {
  private static final String SECRET = "O2_AUTHORIZATION_SECRET";
  private static final String PARAMETER = "O2_AUTHORIZATION_PARAMETER";
  private static final String ELSEWHERE =
      "arn:aws:secretsmanager:us-east-1:444455556666:secret:team/o2-AbCdEf";
  private static final String ROLE_WARNING =
      ".*This function's role is imported or known only by its ARN.*";

  @TempDir Path folder;
  private final Stack stack = stackIn(new App(), "Shop", "eu-west-1");

  private Template add(OpenObserveAuthorization authorization, Function... functions) {
    OpenObserveLayer layer = openObserve(stack, folder).authorization(authorization).build();
    for (Function one : functions.length == 0 ? new Function[] {orders()} : functions) {
      layer.addTo(one);
    }
    return Template.fromStack(stack);
  }

  private Function orders() {
    return function(stack, "Orders");
  }

  private static Map<String, Object> environment(Template template) {
    return variables(functionIn(template, "Orders"));
  }

  /// The statements of all policies in the template, in order.
  private static List<String> statements(Template template) {
    return resources(template, "AWS::IAM::Policy").stream()
        .map(policy -> CdkFixture.map(policy.get("PolicyDocument")).get("Statement"))
        .flatMap(statements -> statements instanceof List<?> list ? list.stream() : Stream.of())
        .map(String::valueOf)
        .toList();
  }

  private void assertWarns(String text) {
    Annotations.fromStack(stack).hasWarning("*", Match.stringLikeRegexp(text));
  }

  private void assertNoWarning() {
    assertThat(
            Annotations.fromStack(stack)
                .findWarning("*", Match.stringLikeRegexp(".*openobserve:.*")))
        .isEmpty();
  }

  @Test
  void theFunctionGetsTheSecretsArnAndItsRoleIsGrantedReadOnIt() {
    Template template = add(OpenObserveAuthorization.atRuntime(new Secret(stack, "Secret")));

    assertThat(environment(template))
        .doesNotContainKeys("O2_AUTHORIZATION_HEADER", PARAMETER)
        .hasEntrySatisfying(
            SECRET, arn -> assertThat(arn.toString()).matches("\\{Ref=Secret\\w+}"));
    assertThat(statements(template))
        .singleElement()
        .asString()
        .contains("secretsmanager:GetSecretValue", "Resource={Ref=Secret")
        .doesNotContain("*", "Put");
    assertNoWarning();
  }

  @Test
  void theKeyOfAJsonSecretFollowsItsArn() {
    Template template =
        add(OpenObserveAuthorization.atRuntime(new Secret(stack, "Secret"), "api:key"));

    assertThat(environment(template).get(SECRET))
        .asString()
        .matches("\\{Fn::Join=\\[, \\[\\{Ref=Secret\\w+}, #api:key]]}");
  }

  @Test
  void aKeyThatIsKnownIsGrantedToo() {
    Template template =
        add(
            OpenObserveAuthorization.atRuntime(
                Secret.Builder.create(stack, "Secret")
                    .encryptionKey(new Key(stack, "Key"))
                    .build()));

    assertThat(resources(template, "AWS::KMS::Key"))
        .singleElement()
        .asString()
        .containsPattern(
            "kms:Decrypt.*kms:ViaService=secretsmanager.eu-west-1.amazonaws.com.*OrdersServiceRole");
  }

  @Test
  void aSecretByNameIsThatOfTheFunctionsAccountAndRegion() {
    Template template = add(OpenObserveAuthorization.atRuntimeSecret("team/o2", "auth"));

    assertThat(environment(template)).containsEntry(SECRET, "team/o2#auth");
    assertThat(statements(template))
        .singleElement()
        .asString()
        .contains(":secretsmanager:eu-west-1:111122223333:secret:team/o2-??????");
    assertNoWarning();
  }

  @Test
  void aSecretOfAnotherRegionGoesByItsArn() {
    String arn = "arn:aws:secretsmanager:us-east-1:111122223333:secret:team/o2";
    for (String each : List.of(arn, arn + "-AbCdEf")) {
      Stack shop = stackIn(new App(), "Shop", "eu-west-1");
      Function orders = function(shop, "Orders");
      openObserve(shop, folder)
          .authorization(OpenObserveAuthorization.atRuntimeSecret(each))
          .build()
          .addTo(orders);
      Template template = Template.fromStack(shop);

      assertThat(environment(template)).containsEntry(SECRET, each);
      assertThat(statements(template))
          .singleElement()
          .asString()
          .contains("Resource=" + (each.equals(arn) ? arn + "-??????" : each) + "}");
    }
  }

  @Test
  void aSecretOfAnotherAccountIsGrantedAndTheRestIsNamed() {
    Template template = add(OpenObserveAuthorization.atRuntimeSecret(ELSEWHERE));

    assertThat(environment(template)).containsEntry(SECRET, ELSEWHERE);
    assertThat(statements(template)).singleElement().asString().contains(ELSEWHERE);
    assertWarns(".*another account.*share " + ELSEWHERE + ".*kms:Decrypt.*");
  }

  @Test
  void anImportedSecretOfAnotherStackIsAsGood() {
    ISecret imported = Secret.fromSecretCompleteArn(stack, "Imported", ELSEWHERE);

    assertThat(environment(add(OpenObserveAuthorization.atRuntime(imported))))
        .containsEntry(SECRET, ELSEWHERE);
  }

  @Test
  void aSecureStringIsReadAndDecrypted() {
    Key key = new Key(stack, "Key");
    Template template =
        add(
            OpenObserveAuthorization.atRuntimeParameter(
                StringParameter.fromSecureStringParameterAttributes(
                    stack,
                    "Parameter",
                    SecureStringParameterAttributes.builder()
                        .parameterName("/team/o2")
                        .encryptionKey(key)
                        .build())));

    assertThat(environment(template))
        .containsEntry(PARAMETER, "/team/o2")
        .doesNotContainKey(SECRET);
    assertThat(statements(template))
        .anySatisfy(s -> assertThat(s).contains("ssm:GetParameter", ":parameter/team/o2"))
        .anySatisfy(s -> assertThat(s).contains("kms:Decrypt", "Key"));
    assertNoWarning();
  }

  @Test
  void aParameterOfTheAppAndOneByNameAreRead() {
    StringParameter parameter =
        StringParameter.Builder.create(stack, "Parameter").stringValue("Basic x").build();

    assertThat(
            environment(add(OpenObserveAuthorization.atRuntimeParameter(parameter))).get(PARAMETER))
        .asString()
        .matches("\\{Ref=Parameter\\w+}");
  }

  @Test
  void aParameterByNameNeedsNoTemplateParameter() {
    Template template = add(OpenObserveAuthorization.atRuntimeParameter("/team/o2"));

    assertThat(environment(template)).containsEntry(PARAMETER, "/team/o2");
    assertThat(statements(template)).singleElement().asString().contains(":parameter/team/o2");
    assertThat(template.toJSON().getOrDefault("Parameters", Map.of()).toString())
        .doesNotContain("team/o2");
  }

  @Test
  void aParameterOfAnotherAccountGoesByItsArn() {
    String arn = "arn:aws:ssm:us-east-1:444455556666:parameter/team/o2";
    Template template = add(OpenObserveAuthorization.atRuntimeParameter(arn));

    assertThat(environment(template)).containsEntry(PARAMETER, arn);
    assertThat(statements(template))
        .singleElement()
        .asString()
        .contains("Action=ssm:GetParameter", "Resource=" + arn);
    assertWarns(".*another account.*AWS RAM.*");
  }

  @Test
  void anImportedRoleOfTheAccountGetsAPolicy() {
    add(OpenObserveAuthorization.atRuntimeSecret("o2"), withRole(true, "111122223333"));

    Template.fromStack(stack).resourceCountIs("AWS::IAM::Policy", 1);
    assertNoWarning();
  }

  @Test
  void whereARoleTakesNoGrantTheWarningNamesActionAndResource() {
    add(OpenObserveAuthorization.atRuntimeSecret(ELSEWHERE), withRole(false, "111122223333"));

    Template.fromStack(stack).resourceCountIs("AWS::IAM::Policy", 0);
    assertWarns(ROLE_WARNING + "secretsmanager:GetSecretValue on " + ELSEWHERE + ".*kms:Decrypt.*");
  }

  @Test
  void aRoleOfAnotherAccountTakesNoGrant() {
    add(OpenObserveAuthorization.atRuntimeParameter("/o2"), withRole(true, "444455556666"));

    assertWarns(ROLE_WARNING + "ssm:GetParameter on .*");
  }

  private Function withRole(boolean mutable, String account) {
    return functionBuilder(stack, "Orders", Runtime.NODEJS_24_X)
        .role(
            Role.fromRoleArn(
                stack,
                "Role",
                "arn:aws:iam::" + account + ":role/shop",
                FromRoleArnOptions.builder().mutable(mutable).build()))
        .build();
  }

  @Test
  void theRoleOfACfnFunctionIsKnownByItsArnAlone() {
    CfnFunction orders =
        CfnFunction.Builder.create(stack, "Orders")
            .runtime("nodejs24.x")
            .handler("index.handler")
            .role("arn:aws:iam::111122223333:role/shop")
            .code(CfnFunction.CodeProperty.builder().zipFile("exports.handler=0").build())
            .build();
    openObserve(stack, folder)
        .authorization(OpenObserveAuthorization.atRuntimeSecret("o2"))
        .build()
        .applyTo(orders);

    assertThat(Template.fromStack(stack).findResources("AWS::Lambda::Function").toString())
        .contains(SECRET + "=o2");
    assertWarns(ROLE_WARNING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"O2_AUTHORIZATION_HEADER", SECRET, PARAMETER})
  void aFunctionsOwnCredentialStaysAloneAndNothingIsGranted(String variable) {
    Function orders =
        functionBuilder(stack, "Orders", Runtime.NODEJS_24_X)
            .environment(Map.of(variable, "own"))
            .build();
    Template template = add(OpenObserveAuthorization.atRuntimeSecret("o2"), orders);

    assertThat(environment(template))
        .containsEntry(variable, "own")
        .satisfies(all ->
            assertThat(all.keySet().stream().filter(n -> n.startsWith("O2_AUTHORIZATION")))
                .hasSize(1));
    template.resourceCountIs("AWS::IAM::Policy", 0);
    Annotations.fromStack(stack)
        .hasInfo("*", Match.stringLikeRegexp(".*sets " + variable + " itself.*"));
  }

  @Test
  void aSecondCredentialThatIsSetLaterFailsTheSynth() {
    Function orders = orders();
    OpenObserveLayer layer =
        openObserve(stack, folder)
            .authorization(OpenObserveAuthorization.atRuntimeSecret("o2"))
            .build();
    layer.addTo(orders);
    orders.addEnvironment("O2_AUTHORIZATION_HEADER", "Basic own");

    assertThatThrownBy(() -> Template.fromStack(stack))
        .hasMessageContaining("O2_AUTHORIZATION_HEADER and O2_AUTHORIZATION_SECRET")
        .hasMessageNotContaining("Basic own");
  }

  @Test
  void everyFunctionOfAnAppGetsIt() {
    function(stack, "Payments");
    Function orders = orders();
    openObserve(stack, folder)
        .authorization(OpenObserveAuthorization.atRuntimeSecret("o2"))
        .secretsExtension(true)
        .build()
        .addToAll(stack);
    Template template = Template.fromStack(stack);

    for (String id : List.of("Orders", "Payments")) {
      assertThat(variables(functionIn(template, id)))
          .containsEntry(SECRET, "o2")
          .containsEntry("O2_SECRETS_EXTENSION", "true");
    }
    template.resourceCountIs("AWS::IAM::Policy", 2);
    assertThat(orders.getRole()).isInstanceOf(Role.class);
  }

  @Test
  @SuppressWarnings("NullAway") // Users may compile without null checks.
  void whatNamesNothingIsRefused() {
    for (String name : new String[] {null, "", "my secret", "o2#key", "arn:aws:s3:::bucket"}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> OpenObserveAuthorization.atRuntimeSecret(name))
          .withMessageContaining("secret's name of the authorization is \"" + name + "\"");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> OpenObserveAuthorization.atRuntimeParameter(name))
          .withMessageContaining("parameter's name of the authorization is \"" + name + "\"");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OpenObserveAuthorization.atRuntimeSecret("o2", " "))
        .withMessageContaining("JSON key of the authorization is \" \"");
  }
}
