package ai.openobserve.lambda.cdk.check;

import java.util.HashMap;
import java.util.Map;
import software.amazon.awscdk.Stage;

/// The functions that one construct gave its layer to, by stage: whatever the rest of the app does
/// to them is checked when the app is synthesized.
public final class WiredFunctions {
  private final Map<String, TemplateChecks> byStage = new HashMap<>();
  private int count;

  public boolean isEmpty() {
    return count == 0;
  }

  /// Changes the function, and has the synth check it again.
  ///
  /// @param owner the path of the construct that the function then has the layer of
  public void add(Wiring wiring, String owner) {
    wiring.apply(owner);
    count++;
    wiring.target().construct().getNode().addValidation(new WiredFunction(wiring));
    try {
      lookAtTheTemplate(wiring);
    } catch (NoClassDefFoundError e) {
      // An aws-cdk-lib without Validations: property overrides are not seen there.
      return;
    }
  }

  private void lookAtTheTemplate(Wiring wiring) {
    Stage stage = Stage.of(wiring.target().construct());
    String path = stage == null ? "" : stage.getNode().getPath();
    byStage.computeIfAbsent(path, p -> TemplateChecks.in(wiring.target().construct())).add(wiring);
  }
}
