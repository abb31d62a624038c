package ai.openobserve.lambda.cdk.check;

import ai.openobserve.lambda.cdk.layer.ExtensionArchitecture;
import ai.openobserve.lambda.cdk.report.Problems;
import java.util.List;
import java.util.Optional;
import software.amazon.awscdk.services.lambda.ILayerVersion;

/// What Lambda would refuse, or run without a layer, found beforehand.
public final class FunctionChecks {
  static final int MOST_LAYERS = 5;

  private static final String EDGE =
      "it is used as Lambda@Edge, which supports neither layers nor environment variables: its logs"
          + " are in CloudWatch Logs of the Regions where it runs";

  private FunctionChecks() {}

  /// What the function gets; empty where something is wrong, which is then among the problems.
  public static Optional<Wiring> wiring(TargetFunction target, Offer offer, Problems problems) {
    Problems found = new Problems();
    Optional<ExtensionArchitecture> architecture = beforeWiring(target, offer, found);
    Optional<Wiring> wiring = Optional.empty();
    if (found.isEmpty() && architecture.isPresent()) {
      ILayerVersion layer = offer.layers().layerVersion(target.layerStack(), architecture.get());
      notTwice(target, layer, found);
      wiring =
          Optional.of(new Wiring(target, architecture.get(), layer, offer.environment()))
              .filter(w -> found.isEmpty());
    }
    problems.addAll(found.list());
    return wiring;
  }

  private static Optional<ExtensionArchitecture> beforeWiring(
      TargetFunction target, Offer offer, Problems problems) {
    if (target.isImage()) {
      problems.add(
          "it is an image function, and Lambda has layers for zip functions only: copy the extension"
              + " into the image instead, COPY --from a stage that unpacks the layer's zip to /opt");
      return Optional.empty();
    }
    if (target.isAtEdge()) {
      problems.add(EDGE);
      return Optional.empty();
    }
    authorization(target, offer, problems);
    layers(target, problems);
    Optional<ExtensionArchitecture> architecture = architectureOf(target, problems);
    architecture.ifPresent(found -> offer.layers().check(target.layerStack(), found, problems));
    return architecture;
  }

  /// What the rest of the app has done to a function since it was given the layer.
  static void atSynth(Wiring wiring, Problems problems) {
    TargetFunction target = wiring.target();
    if (target.isAtEdge()) {
      problems.add(EDGE);
    }
    if (target.layers().size() > MOST_LAYERS) {
      problems.add(tooMany(target.layers()));
    }
    String architecture = target.architecture().orElse("one known only at deploy");
    if (!architecture.equals(wiring.architecture().lambdaName())) {
      problems.add(
          String.format(
              "its architecture became %s after it was given the layer for %s: set it before",
              architecture, wiring.architecture().lambdaName()));
    }
    EnvironmentSize size = new EnvironmentSize(target.environment());
    if (size.isOverLimit()) {
      problems.add(
          String.format(
              "its environment takes %d bytes or more, and Lambda allows %d; the largest variables are %s",
              size.bytes(), EnvironmentSize.LIMIT_BYTES, size.largest()));
    }
  }

  /// Against a layer that someone attached by hand, in this version or another.
  private static void notTwice(TargetFunction target, ILayerVersion layer, Problems problems) {
    Object ours = target.resolve(layer.getLayerVersionArn());
    for (Object given : target.layers()) {
      if (given.equals(ours) || (nameOf(given).isPresent() && nameOf(given).equals(nameOf(ours)))) {
        problems.add(
            "it has this layer already, attached as "
                + given
                + ", and Lambda refuses a layer twice, in two versions too: remove that one");
      }
    }
  }

  private static Optional<ExtensionArchitecture> architectureOf(
      TargetFunction target, Problems problems) {
    Optional<String> name = target.architecture();
    if (name.isEmpty()) {
      problems.add(
          "its architecture is known only at deploy (a parameter or another token), and the layer is"
              + " chosen by it at synth: set Architecture.X86_64 or Architecture.ARM_64");
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

  private static void authorization(TargetFunction target, Offer offer, Problems problems) {
    boolean secure =
        offer.environment().values().stream()
            .map(value -> String.valueOf(target.resolve(value)))
            .anyMatch(value -> value.contains("{{resolve:ssm-secure:"));
    if (secure) {
      problems.add(SecureStrings.REFUSED);
    }
  }

  private static void layers(TargetFunction target, Problems problems) {
    String owner = target.owner();
    if (owner != null) {
      problems.add(
          "it has the layer of "
              + owner
              + " already, and Lambda refuses a layer twice: call addTo once for a function");
    } else if (target.layers().size() >= MOST_LAYERS) {
      problems.add(tooMany(target.layers()));
    }
  }

  private static String tooMany(List<?> layers) {
    return String.format(
        "with the OpenObserve layer it would have more than the %d layers that Lambda allows; it has %d: %s",
        MOST_LAYERS, layers.size(), layers);
  }

  /// An ARN without the version.
  private static Optional<String> nameOf(Object layer) {
    return layer instanceof String arn && arn.contains(":layer:")
        ? Optional.of(arn.substring(0, arn.lastIndexOf(':')))
        : Optional.empty();
  }
}
