package ai.openobserve.lambda.cdk.check;

import java.util.HashMap;
import java.util.Map;
import software.amazon.awscdk.Stage;

/// The functions to which one construct gave its layer, by stage. What the rest of the app does to
/// them is checked at synth.
public final class WiredFunctions {
  private final Map<String, TemplateChecks> byStage = new HashMap<>();
  private int count;

  public boolean isEmpty() {
    return count == 0;
  }

  /// Changes the function, and has it checked again at synth.
  ///
  /// @param owner the path of the construct whose layer the function then has
  public void add(Wiring wiring, String owner) {
    wiring.apply(owner);
    count++;
    wiring.target().construct().getNode().addValidation(new WiredFunction(wiring));
    try {
      lookAtTheTemplate(wiring);
    } catch (NoClassDefFoundError e) {
      // This aws-cdk-lib has no Validations, so property overrides are not checked.
      return;
    }
  }

  private void lookAtTheTemplate(Wiring wiring) {
    Stage stage = Stage.of(wiring.target().construct());
    String path = stage == null ? "" : stage.getNode().getPath();
    byStage.computeIfAbsent(path, p -> TemplateChecks.in(wiring.target().construct())).add(wiring);
  }
}
