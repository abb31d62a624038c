package ai.openobserve.lambda.cdk;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Annotations;
import software.constructs.IValidation;

/// Looks again at a function that was given the layer, when the app is synthesized: much of it can
/// have changed since.
///
/// @param architecture of the layer that it was given
/// @param environment what it was offered
record WiredLayer(
    TargetFunction target, ExtensionArchitecture architecture, Map<String, String> environment)
    implements IValidation {
  WiredLayer {
    environment = Map.copyOf(environment);
  }

  @Override
  public List<String> validate() {
    Problems problems = new Problems();
    FunctionChecks.atSynth(target, this, problems);
    sayWhatTheFunctionKeeps();
    return problems.list();
  }

  /// A variable that the function sets itself stays as it is, whether it was set before or after.
  private void sayWhatTheFunctionKeeps() {
    Map<String, Object> actual = target.environment();
    List<String> kept =
        environment.entrySet().stream()
            .filter(e -> !target.resolve(e.getValue()).equals(actual.get(e.getKey())))
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    if (!kept.isEmpty()) {
      Annotations.of(target.function())
          .addInfoV2(
              "openobserve:function-keeps-variables",
              "The function sets "
                  + String.join(", ", kept)
                  + " itself, and keeps its own values: OpenObserveLayer overwrites none");
    }
  }
}
