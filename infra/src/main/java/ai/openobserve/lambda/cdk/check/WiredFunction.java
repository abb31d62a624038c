package ai.openobserve.lambda.cdk.check;

import ai.openobserve.lambda.cdk.report.Problems;
import ai.openobserve.lambda.cdk.variables.ExtensionVariables;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awscdk.Annotations;
import software.constructs.IValidation;

/// Checks a function that was given the layer again at synth, since much of it may have changed.
record WiredFunction(Wiring wiring) implements IValidation {
  @Override
  public List<String> validate() {
    Problems problems = new Problems();
    if (wiring.target().isAtEdge()) {
      problems.add(FunctionChecks.EDGE);
    }
    FunctionState state = wiring.target().state();
    FinalChecks.of(wiring, state, problems);
    sayWhatTheFunctionKeeps(state.environment());
    if (wiring.layer().isEmpty()) {
      warn(
          "openobserve:image-function",
          "This function is an image: OpenObserveLayer has set its variables, and the image has"
              + " to hold the extension as /opt/extensions/o2-lambda-extension, mode 0755, copied"
              + " out of the layer's zip (docs/deploy.md, \"Container images\"). Acknowledge this"
              + " warning once it does");
    } else if (wiring.offer().layers().isReadAtDeploy() && wiring.target().publishesVersions()) {
      warn(
          "openobserve:published-version-keeps-layer",
          "This function publishes versions (currentVersion), and its layer comes from an SSM"
              + " parameter read at deployment: a new layer alone makes no new version, so aliases"
              + " stay on the old one. Use OpenObserveLayerSource.bundled(), fromArns or"
              + " fromLayerStackLookup() to publish a version with each new layer, or acknowledge"
              + " this warning");
    }
    return problems.list();
  }

  private void warn(String id, String message) {
    Annotations.of(wiring.target().construct()).addWarningV2(id, message);
  }

  /// Reports the variables that the function sets itself, before or after the layer was added, and
  /// keeps.
  private void sayWhatTheFunctionKeeps(Map<String, Object> actual) {
    TargetFunction target = wiring.target();
    Set<String> kept = new TreeSet<>();
    wiring.environment().entrySet().stream()
        .filter(e -> !target.resolve(e.getValue()).equals(actual.get(e.getKey())))
        .map(Map.Entry::getKey)
        .forEach(kept::add);
    if (wiring.keepsCredential()) {
      actual.keySet().stream().filter(ExtensionVariables.CREDENTIALS::contains).forEach(kept::add);
    }
    if (!kept.isEmpty()) {
      Annotations.of(target.construct())
          .addInfo(
              "The function sets "
                  + String.join(", ", kept)
                  + " itself and keeps its own values; OpenObserveLayer never overwrites them");
    }
  }
}
