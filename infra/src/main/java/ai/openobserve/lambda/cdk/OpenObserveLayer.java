package ai.openobserve.lambda.cdk;

import ai.openobserve.lambda.cdk.check.FunctionChecks;
import ai.openobserve.lambda.cdk.check.TargetFunction;
import ai.openobserve.lambda.cdk.check.Wiring;
import ai.openobserve.lambda.cdk.report.FoundProblems;
import ai.openobserve.lambda.cdk.report.Problems;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.AspectOptions;
import software.amazon.awscdk.AspectPriority;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.IFunction;
import software.constructs.Construct;
import software.constructs.IConstruct;

/// Sends the telemetry of Lambda functions to OpenObserve.
///
/// ```java
/// OpenObserveLayer openObserve =
///     OpenObserveLayer.Builder.create(this, "OpenObserve")
///         .organizationId("acme")
///         .authorization(OpenObserveAuthorization.fromSecretName("openobserve/authorization"))
///         .build();
/// openObserve.addTo(orders, payments);
/// ```
///
/// Each function gets the layer for its architecture and the extension's variables. Each stack with
/// such functions gets one layer version an architecture, whichever stack this construct is in, so
/// that no stack's export locks another; nested stacks use that of the stack they are part of.
///
/// A variable that a function sets itself is never overwritten, and a synth says where that is so.
///
/// ### Limitations
///
/// Functions that Lambda cannot give this layer are refused: image functions, Lambda@Edge,
/// functions with five layers, imported ones, and such whose architecture is known only at deploy.
/// Functions made as `CfnFunction` are not seen by [#addTo]; [#addToAll] warns of them.
public final class OpenObserveLayer extends Construct {
  private final OpenObserveLayerProps props;
  private int functions;

  /// Adds nothing to any function yet: [#addTo] and [#addToAll] do.
  public OpenObserveLayer(Construct scope, String id, OpenObserveLayerProps props) {
    super(scope, id);
    this.props = props;
    if (props.authorization().isPlainText()) {
      Annotations.of(this)
          .addWarningV2(
              "openobserve:plain-text-authorization",
              "The authorization is given as plain text, and can be read in the template: put it into a"
                  + " Secrets Manager secret and use OpenObserveAuthorization.fromSecret");
    }
    getNode().addValidation(new SaysWhenUnused(this));
  }

  /// Gives the functions the layer and the variables. Versions and aliases stand for their
  /// function.
  ///
  /// @return this
  /// @throws IllegalArgumentException with everything that is wrong with any of the functions; none
  ///   is changed then
  public OpenObserveLayer addTo(IFunction function, IFunction... more) {
    Problems problems = new Problems();
    List<Wiring> wirings = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    List<IFunction> all = new ArrayList<>(List.of(more));
    all.add(0, function);
    for (IFunction one : all) {
      Problems own = new Problems();
      TargetFunction.of(one, own)
          .filter(target -> isNew(target, seen, own))
          .flatMap(target -> FunctionChecks.wiring(target, props.offer(), own))
          .ifPresent(wirings::add);
      own.list().forEach(p -> problems.add(one.getNode().getPath() + ": " + p));
    }
    problems.throwIfAny("OpenObserveLayer " + getNode().getPath() + " cannot be added");
    wirings.forEach(this::apply);
    return this;
  }

  /// Gives every function below the scope the layer and the variables, at synth: also those that
  /// are made later. Functions that have the layer of this construct already are passed over.
  ///
  /// What is wrong with a function is told by the synth, all of it together.
  ///
  /// @param except constructs that are left alone, with everything below them
  /// @return this
  public OpenObserveLayer addToAll(IConstruct scope, IConstruct... except) {
    List<String> spared = new ArrayList<>();
    for (IConstruct construct : except) {
      spared.add(construct.getNode().getPath());
    }
    Aspects.of(scope)
        .add(
            new AddToEveryFunction(this, spared),
            AspectOptions.builder().priority(AspectPriority.MUTATING).build());
    return this;
  }

  /// By the Aspect: problems are left at the function, for the synth to report.
  void addDuringSynth(Function function) {
    Problems problems = new Problems();
    TargetFunction.of(function, problems)
        .filter(target -> !getNode().getPath().equals(target.owner()))
        .flatMap(target -> FunctionChecks.wiring(target, props.offer(), problems))
        .ifPresent(this::apply);
    if (!problems.isEmpty()) {
      function
          .getNode()
          .addValidation(
              new FoundProblems(
                  problems.list().stream()
                      .map(p -> p + " (or leave it out: addToAll(scope, thisFunction))")
                      .toList()));
    }
  }

  boolean isUnused() {
    return functions == 0;
  }

  private void apply(Wiring wiring) {
    wiring.apply(getNode().getPath());
    functions++;
  }

  private static boolean isNew(TargetFunction target, Set<String> seen, Problems problems) {
    if (seen.add(target.path())) {
      return true;
    }
    problems.add("it is given twice in one call");
    return false;
  }

  /// Builds the construct.
  public static final class Builder extends OpenObserveSettings<Builder> {
    private final Construct scope;
    private final String id;

    private Builder(Construct scope, String id) {
      this.scope = scope;
      this.id = id;
    }

    public static Builder create(Construct scope, String id) {
      return new Builder(scope, id);
    }

    @Override
    Builder self() {
      return this;
    }

    /// Makes the construct.
    ///
    /// @throws IllegalArgumentException with everything that is wrong
    public OpenObserveLayer build() {
      return new OpenObserveLayer(scope, id, toProps());
    }
  }
}
