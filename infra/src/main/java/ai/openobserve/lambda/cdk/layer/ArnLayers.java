package ai.openobserve.lambda.cdk.layer;

import ai.openobserve.lambda.cdk.report.Problems;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.lambda.ILayerVersion;
import software.amazon.awscdk.services.lambda.LayerVersion;

/// Layer versions that are already published, by ARN.
public final class ArnLayers extends LayerSource {
  private static final Pattern LAYER_VERSION =
      Pattern.compile("arn:aws[a-z-]*:lambda:([a-z0-9-]+):\\d{12}:layer:[a-zA-Z0-9_-]+:\\d+");

  private final Map<ExtensionArchitecture, String> arns;

  public ArnLayers(Map<ExtensionArchitecture, String> arns) {
    Problems problems = new Problems();
    arns.forEach((architecture, arn) -> {
      if (!Token.isUnresolved(arn) && !LAYER_VERSION.matcher(arn).matches()) {
        problems.add(
            String.format(
                "for %s \"%s\" is invalid; expected"
                    + " arn:aws:lambda:REGION:ACCOUNT:layer:NAME:VERSION",
                architecture.lambdaName(), arn));
      }
      architecture.problemOfName(arn).ifPresent(problems::add);
    });
    problems.throwIfAny("Invalid layer version ARN");
    this.arns = Map.copyOf(arns);
  }

  @Override
  public void check(Stack stack, ExtensionArchitecture architecture, Problems problems) {
    String arn = arns.get(architecture);
    if (arn == null) {
      problems.add(
          "no layer ARN was given for "
              + architecture.lambdaName()
              + ", only "
              + String.join(", ", arns.values()));
      return;
    }
    Matcher parts = LAYER_VERSION.matcher(arn);
    String region = stack.getRegion();
    if (parts.matches() && !Token.isUnresolved(region) && !parts.group(1).equals(region)) {
      problems.add(
          String.format(
              "the layer %s is in Region %s and the function's stack in %s: Lambda accepts layers"
                  + " of the function's own Region only, so publish the layer there too",
              arn, parts.group(1), region));
    }
  }

  @Override
  public ILayerVersion layerVersion(Stack stack, ExtensionArchitecture architecture) {
    String arn = arns.get(architecture);
    if (arn == null) {
      throw new IllegalStateException("No ARN for " + architecture + ": check comes first");
    }
    String id = id(architecture) + "-arn" + Integer.toHexString(arn.hashCode());
    return stack.getNode().tryFindChild(id) instanceof ILayerVersion made
        ? made
        : LayerVersion.fromLayerVersionArn(stack, id, arn);
  }
}
