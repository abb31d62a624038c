package ai.openobserve.lambda.cdk;

import static ai.openobserve.lambda.cdk.CdkFixture.openObserve;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.IFunction;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.amazon.awscdk.services.ssm.IStringParameter;
import software.constructs.IConstruct;

/// Users' builds may not check for null as this one does, so the API names each null argument.
@SuppressWarnings("NullAway")
class NullArgumentsTest {
  private static final String ARN =
      "arn:aws:lambda:eu-west-1:111122223333:layer:openobserve-extension-x86_64:7";

  @TempDir static Path folder;

  static Stream<Arguments> nulls() {
    Stack stack = CdkFixture.stack();
    OpenObserveLayer layer = openObserve(stack, folder).build();
    return Stream.of(
        call("props is null", () -> new OpenObserveLayer(stack, "Other", null)),
        call(
            "addTo: more functions is null",
            () -> layer.addTo(CdkFixture.function(stack, "Orders"), (IFunction[]) null)),
        call("addToAll: scope is null", () -> layer.addToAll(null)),
        call(
            "one of OpenObserveLayer.addToAll: exclusions is null",
            () -> layer.addToAll(stack, (IConstruct) null)),
        call("addToAll: exclusions is null", () -> layer.addToAll(stack, (IConstruct[]) null)),
        call(
            "the secret or parameter is null",
            () -> OpenObserveAuthorization.atRuntime((ISecret) null)),
        call(
            "the secret or parameter is null",
            () -> OpenObserveAuthorization.atRuntime((ISecret) null, "key")),
        call(
            "the secret or parameter is null",
            () -> OpenObserveAuthorization.atRuntimeParameter((IStringParameter) null)),
        call("the secret or parameter is null", () -> OpenObserveAuthorization.fromSecret(null)),
        call(
            "the secret or parameter is null",
            () -> OpenObserveAuthorization.fromSecret(null, "key")),
        call("the secret or parameter is null", () -> OpenObserveAuthorization.fromParameter(null)),
        call(
            "the secret or parameter is null",
            () -> OpenObserveAuthorization.fromSecretValue(null)),
        call(
            "one of OpenObserveLayerSource.fromZips: paths is null",
            () -> OpenObserveLayerSource.fromZips((String) null)),
        call("fromZips: paths is null", () -> OpenObserveLayerSource.fromZips((String[]) null)),
        call("fromArn: architecture is null", () -> OpenObserveLayerSource.fromArn(null, ARN)),
        call(
            "fromArn: layer is null",
            () -> OpenObserveLayerSource.fromArn(Architecture.X86_64, null)),
        call(
            "fromParameter: layer is null",
            () -> OpenObserveLayerSource.fromParameter(Architecture.ARM_64, null)),
        call("x86_64's layer is null", () -> OpenObserveLayerSource.fromArns(null, ARN)),
        call(
            "arm64's layer is null", () -> OpenObserveLayerSource.fromParametersLookup("/x", null)),
        call(
            "telemetryTypes: the type is null",
            () -> OpenObserveLayerProps.builder().telemetryTypes(null)),
        call(
            "telemetryTypes: the types is null",
            () ->
                OpenObserveLayerProps.builder()
                    .telemetryTypes(TelemetryType.PLATFORM, (TelemetryType) null)),
        call("zipsIn: folder is null", () -> LayerStackProps.everything().zipsIn(null)),
        call(
            "architectures: architectures is null",
            () -> LayerStackProps.everything().architectures((Architecture) null)),
        call("sharedWith: others is null", () -> LayerStackProps.everything().sharedWith(null)),
        call("LayerSharing.parse: text is null", () -> LayerSharing.parse(null)));
  }

  @ParameterizedTest
  @MethodSource("nulls")
  void isNamed(String message, ThrowingCallable call) {
    assertThatIllegalArgumentException().isThrownBy(call).withMessageContaining(message);
  }

  private static Arguments call(String message, ThrowingCallable call) {
    return arguments(message, call);
  }
}
