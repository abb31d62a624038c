package ai.openobserve.lambda.cdk.check;

import ai.openobserve.lambda.cdk.layer.ExtensionArchitecture;
import ai.openobserve.lambda.cdk.layer.ExtensionLayer;
import ai.openobserve.lambda.cdk.report.Problems;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awscdk.services.lambda.ILayerVersion;

/// Finds, before deployment, what Lambda would reject or would run without the layer.
public final class FunctionChecks {
  static final int MOST_LAYERS = 5;

  static final String EDGE =
      "it is used as Lambda@Edge, which supports neither layers nor environment variables: its logs"
          + " are in CloudWatch Logs of the Regions where it runs";

  private static final Pattern SECRET_ARN =
      Pattern.compile("arn:aws[a-z-]*:secretsmanager:([a-z0-9-]+):");

  private FunctionChecks() {}

  /// What the function gets; empty if something is wrong, which is then added to the problems.
  public static Optional<Wiring> wiring(TargetFunction target, Offer offer, Problems problems) {
    Problems found = new Problems();
    Optional<Attached> layer = Optional.empty();
    owner(target, found);
    credential(target, offer, found);
    if (target.isAtEdge()) {
      found.add(EDGE);
    } else if (!target.isImage()) {
      layer = layer(target, offer, found);
    }
    problems.addAll(found.list());
    return found.isEmpty() ? Optional.of(new Wiring(target, layer, offer)) : Optional.empty();
  }

  private static Optional<Attached> layer(TargetFunction target, Offer offer, Problems problems) {
    FunctionState state = target.state();
    if (target.owner() == null && state.layers().size() >= MOST_LAYERS) {
      problems.add(tooMany(state.layers()));
    }
    Optional<ExtensionArchitecture> architecture = architectureOf(state, problems);
    architecture.ifPresent(found -> offer.layers().check(target.layerStack(), found, problems));
    if (architecture.isEmpty() || !problems.isEmpty()) {
      return Optional.empty();
    }
    ILayerVersion version = offer.layers().layerVersion(target.layerStack(), architecture.get());
    notTwice(state, target.resolve(version.getLayerVersionArn()), problems);
    return Optional.of(new Attached(architecture.get(), version));
  }

  /// Finds a layer that someone attached by hand, in this version or another.
  private static void notTwice(FunctionState state, Object ours, Problems problems) {
    for (Object given : state.layers()) {
      if (given.equals(ours) || nameOf(given).filter(name -> isOurs(name, ours)).isPresent()) {
        problems.add(
            "it already has this layer, as "
                + given
                + ", and Lambda rejects a layer twice, even in two versions: remove that one");
      }
    }
  }

  /// Whether the name is that of the same layer in any version, or of one that a platform team
  /// publishes.
  static boolean isOurs(String name, Object ours) {
    return ExtensionLayer.isPublished(name) || nameOf(ours).filter(name::equals).isPresent();
  }

  private static Optional<ExtensionArchitecture> architectureOf(
      FunctionState state, Problems problems) {
    Optional<String> name = state.architecture();
    if (name.isEmpty()) {
      problems.add(
          "its architecture is known only at deployment (a parameter or another token), but the layer"
              + " is chosen at synth: set Architecture.X86_64 or Architecture.ARM_64");
      return Optional.empty();
    }
    Optional<ExtensionArchitecture> architecture =
        name.flatMap(ExtensionArchitecture::ofLambdaName);
    if (architecture.isEmpty()) {
      problems.add(
          "its architecture is \""
              + name.get()
              + "\", and the layer is for "
              + ExtensionArchitecture.names());
    }
    return architecture;
  }

  private static void credential(TargetFunction target, Offer offer, Problems problems) {
    for (String value : offer.environment().values()) {
      String resolved = String.valueOf(target.resolve(value));
      if (resolved.contains("{{resolve:ssm-secure:")) {
        problems.add(SecureStrings.REFUSED);
      }
      Matcher secret = SECRET_ARN.matcher(resolved);
      if (secret.find() && target.region().filter(r -> !r.equals(secret.group(1))).isPresent()) {
        problems.add(
            "the authorization's secret is in Region "
                + secret.group(1)
                + " and the function's stack in "
                + target.region().get()
                + ": CloudFormation resolves secrets of its own Region only; replicate the secret"
                + " there");
      }
    }
  }

  private static void owner(TargetFunction target, Problems problems) {
    String owner = target.owner();
    if (owner != null) {
      problems.add(
          "it already has the layer of "
              + owner
              + ", and Lambda rejects a layer twice: call addTo once per function");
    }
  }

  static String tooMany(List<?> layers) {
    return String.format(
        "with the OpenObserve layer it would have more than the %d layers that Lambda allows; it has %d: %s",
        MOST_LAYERS, layers.size(), layers);
  }

  /// The ARN without its version.
  static Optional<String> nameOf(Object layer) {
    return layer instanceof String arn && arn.contains(":layer:")
        ? Optional.of(arn.substring(0, arn.lastIndexOf(':')))
        : Optional.empty();
  }
}
