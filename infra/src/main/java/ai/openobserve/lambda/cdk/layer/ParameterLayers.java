package ai.openobserve.lambda.cdk.layer;

import ai.openobserve.lambda.cdk.report.Problems;
import java.util.Map;
import java.util.regex.Pattern;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.lambda.ILayerVersion;
import software.amazon.awscdk.services.lambda.LayerVersion;
import software.amazon.awscdk.services.ssm.StringParameter;

/// Layer versions whose ARNs are in SSM parameters, read by CloudFormation at each deployment or
/// once by the CDK at synth (and then kept in `cdk.context.json`).
public final class ParameterLayers extends LayerSource {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]+|(/[a-zA-Z0-9_.-]+)+");

  private final Map<ExtensionArchitecture, String> names;
  private final boolean atSynth;

  /// @param atSynth whether the CDK looks them up, which requires the stack's account and Region
  public ParameterLayers(Map<ExtensionArchitecture, String> names, boolean atSynth) {
    Problems problems = new Problems();
    names.forEach((architecture, name) -> {
      if (Token.isUnresolved(name) || !NAME.matcher(name).matches()) {
        problems.add(
            String.format(
                "for %s \"%s\" is invalid; expected a name known at synth, of letters,"
                    + " digits and _.-, with a / before each part where there are several",
                architecture.lambdaName(), name));
        return;
      }
      architecture.problemOfName(name).ifPresent(problems::add);
    });
    problems.throwIfAny("Invalid SSM parameter name for the layer");
    this.names = Map.copyOf(names);
    this.atSynth = atSynth;
  }

  @Override
  public void check(Stack stack, ExtensionArchitecture architecture, Problems problems) {
    if (!names.containsKey(architecture)) {
      problems.add(
          "no SSM parameter was given for "
              + architecture.lambdaName()
              + ", only "
              + String.join(", ", names.values()));
    }
    if (atSynth
        && (Token.isUnresolved(stack.getAccount()) || Token.isUnresolved(stack.getRegion()))) {
      problems.add(
          "the layer's SSM parameter is looked up at synth, which needs the account and Region of the"
              + " stack "
              + stack.getNode().getPath()
              + ": set its env");
    }
  }

  @Override
  public ILayerVersion layerVersion(Stack stack, ExtensionArchitecture architecture) {
    String name = names.get(architecture);
    if (name == null) {
      throw new IllegalStateException("No parameter for " + architecture + ": check comes first");
    }
    String id =
        id(architecture) + (atSynth ? "-lookup" : "-ssm") + Integer.toHexString(name.hashCode());
    return stack.getNode().tryFindChild(id) instanceof ILayerVersion made
        ? made
        : LayerVersion.fromLayerVersionArn(
            stack,
            id,
            atSynth
                ? StringParameter.valueFromLookup(stack, name)
                : StringParameter.valueForStringParameter(stack, name));
  }

  @Override
  public boolean isReadAtDeploy() {
    return !atSynth;
  }
}
