package ai.openobserve.lambda.cdk.check;

import ai.openobserve.lambda.cdk.report.Problems;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Annotations;
import software.constructs.IValidation;

/// Looks again at a function that was given the layer, when the app is synthesized: much of it can
/// have changed since.
record WiredFunction(Wiring wiring) implements IValidation {
  @Override
  public List<String> validate() {
    Problems problems = new Problems();
    FunctionChecks.atSynth(wiring, problems);
    sayWhatTheFunctionKeeps();
    return problems.list();
  }

  /// A variable that the function sets itself stays as it is, whether it was set before or after.
  private void sayWhatTheFunctionKeeps() {
    TargetFunction target = wiring.target();
    Map<String, Object> actual = target.environment();
    List<String> kept =
        wiring.environment().entrySet().stream()
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
                  + " itself and keeps its own values; OpenObserveLayer never overwrites them");
    }
  }
}
