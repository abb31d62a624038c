package ai.openobserve.lambda.cdk;

import java.util.List;
import software.amazon.awscdk.Stage;
import software.constructs.IConstruct;
import software.constructs.IValidation;

/// Fails the synth if `addToAll` could not reach a stage below its scope.
record UnreachedStages(IConstruct scope, AddToEveryFunction aspect) implements IValidation {
  @Override
  public List<String> validate() {
    return scope.getNode().findAll().stream()
        .filter(node -> node instanceof Stage)
        .map(Stage.class::cast)
        .filter(stage -> !aspect.hasVisited(stage) && !aspect.isExcluded(stage))
        .map(stage ->
            "OpenObserveLayer.addToAll did not reach the stage "
                + stage.getNode().getPath()
                + ", which was created after the call or synthesized before it (pipeline.addStage"
                + " synthesizes): call addToAll(stage) in the stage's constructor, or call addToAll"
                + " after the stages are created and before they are added to a pipeline; exclude a"
                + " stage with addToAll(scope, stage)")
        .toList();
  }
}
