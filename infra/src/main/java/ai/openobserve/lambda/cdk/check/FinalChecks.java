package ai.openobserve.lambda.cdk.check;

import ai.openobserve.lambda.cdk.report.Problems;
import ai.openobserve.lambda.cdk.variables.ExtensionVariables;
import ai.openobserve.lambda.cdk.variables.Rules;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the rest of the app has done to a function since it was given the layer.
final class FinalChecks {
  private FinalChecks() {}

  static void of(Wiring wiring, Problems problems) {
    TargetFunction target = wiring.target();
    if (target.isAtEdge()) {
      problems.add(FunctionChecks.EDGE);
    }
    wiring
        .layer()
        .ifPresent(attached -> {
          layers(target, attached, problems);
          architecture(target, attached, problems);
        });
    EnvironmentSize size = new EnvironmentSize(target.environment());
    if (size.isOverLimit()) {
      problems.add(
          String.format(
              "its environment takes %d bytes or more, and Lambda allows %d; the largest variables"
                  + " are %s",
              size.bytes(), EnvironmentSize.LIMIT_BYTES, size.largest()));
    }
    values(target.environment(), problems);
    oneCredential(target.environment(), problems);
  }

  private static void oneCredential(Map<String, Object> environment, Problems problems) {
    List<String> set =
        environment.keySet().stream()
            .filter(ExtensionVariables.CREDENTIALS::contains)
            .filter(name -> !String.valueOf(environment.get(name)).isBlank())
            .sorted()
            .toList();
    if (set.size() > 1) {
      problems.add(
          "it has "
              + String.join(" and ", set)
              + ", and the extension takes one of them: remove the one that the function sets"
              + " itself, or set it before the function is given the layer, which then leaves it"
              + " alone");
    }
  }

  private static void layers(TargetFunction target, Attached attached, Problems problems) {
    List<?> layers = target.layers();
    if (layers.size() > FunctionChecks.MOST_LAYERS) {
      problems.add(FunctionChecks.tooMany(layers));
    }
    if (!layers.contains(target.resolve(attached.version().getLayerVersionArn()))) {
      problems.add(
          "its layers were set anew after it was given the OpenObserve layer, which is lost: use"
              + " addLayers, or set them before");
    }
    Set<String> names = new HashSet<>();
    List<Object> twice = new ArrayList<>();
    for (Object layer : layers) {
      String name = FunctionChecks.nameOf(layer).orElse(String.valueOf(layer));
      if (!names.add(name)) {
        twice.add(layer);
      }
    }
    if (!twice.isEmpty()) {
      problems.add(
          "it has a layer twice, which Lambda refuses, in two versions too: remove one of "
              + twice);
    }
  }

  private static void architecture(TargetFunction target, Attached attached, Problems problems) {
    String architecture = target.architecture().orElse("one known only at deploy");
    if (!architecture.equals(attached.architecture().lambdaName())) {
      problems.add(
          String.format(
              "its architecture became %s after it was given the layer for %s: set it before",
              architecture, attached.architecture().lambdaName()));
    }
  }

  /// Those that the function sets itself are checked like the construct's own; blank ones count as
  /// not set, as in the extension.
  private static void values(Map<String, Object> environment, Problems problems) {
    environment.forEach((name, value) -> {
      if (value instanceof String text && !text.isBlank() && !EnvironmentSize.isReference(text)) {
        String allowed = Rules.problem(name, text);
        if (allowed != null) {
          problems.add(
              "its variable "
                  + name
                  + " is \""
                  + Rules.shown(text.replaceFirst("//.*@", "//…@"))
                  + "\", and allowed is "
                  + allowed);
        }
      }
    });
  }
}
