package ai.openobserve.lambda.cdk.check;

import ai.openobserve.lambda.cdk.report.Problems;
import ai.openobserve.lambda.cdk.variables.ExtensionVariables;
import ai.openobserve.lambda.cdk.variables.Rules;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Checks what the rest of the app has done to a function since it was given the layer.
final class FinalChecks {
  private FinalChecks() {}

  static void of(Wiring wiring, FunctionState state, Problems problems) {
    wiring
        .layer()
        .ifPresent(attached -> {
          Object ours = wiring.target().resolve(attached.version().getLayerVersionArn());
          layers(state.layers(), ours, problems);
          architecture(state, attached, problems);
        });
    List<String> lost =
        wiring.environment().keySet().stream()
            .filter(name -> !state.environment().containsKey(name))
            .sorted()
            .toList();
    if (!lost.isEmpty()) {
      problems.add(
          "its environment was replaced after the OpenObserve layer was added, and lost "
              + String.join(", ", lost)
              + ": use addEnvironment, or set the environment first");
    }
    EnvironmentSize size = new EnvironmentSize(state.environment());
    if (size.isOverLimit()) {
      problems.add(
          String.format(
              "its environment has at least %d bytes, and Lambda allows %d; the largest variables"
                  + " are %s",
              size.bytes(), EnvironmentSize.LIMIT_BYTES, size.largest()));
    }
    values(state.environment(), problems);
    oneCredential(state.environment(), problems);
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
              + ", but the extension accepts only one of them: remove the one that the function"
              + " sets itself, or set it before the layer is added, which then keeps it");
    }
  }

  private static void layers(List<?> layers, Object ours, Problems problems) {
    if (layers.size() > FunctionChecks.MOST_LAYERS) {
      problems.add(FunctionChecks.tooMany(layers));
    }
    if (!layers.contains(ours)) {
      problems.add(
          "its layers were replaced after the OpenObserve layer was added, and it is lost: use"
              + " addLayers, or set the layers first");
    }
    Set<Object> names = new HashSet<>();
    List<Object> twice = new ArrayList<>();
    for (Object layer : layers) {
      Object name =
          FunctionChecks.nameOf(layer)
              .<Object>map(arn -> FunctionChecks.isOurs(arn, ours) ? ours : arn)
              .orElse(layer);
      if (!names.add(name)) {
        twice.add(layer);
      }
    }
    if (!twice.isEmpty()) {
      problems.add(
          "it has a layer twice, which Lambda rejects even in two versions: remove one of "
              + twice);
    }
  }

  private static void architecture(FunctionState state, Attached attached, Problems problems) {
    String architecture = state.architecture().orElse("one known only at deployment");
    if (!architecture.equals(attached.architecture().lambdaName())) {
      problems.add(
          String.format(
              "its architecture changed to %s after the layer for %s was added: set it first",
              architecture, attached.architecture().lambdaName()));
    }
  }

  /// Checks variables that the function sets itself like the construct's own; blank ones count as
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
                  + "\"; expected "
                  + allowed);
        }
      }
    });
  }
}
