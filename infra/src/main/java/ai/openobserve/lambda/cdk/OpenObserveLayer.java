package ai.openobserve.lambda.cdk;

import ai.openobserve.lambda.cdk.check.CdkHelpers;
import ai.openobserve.lambda.cdk.check.Exclusions;
import ai.openobserve.lambda.cdk.check.FunctionChecks;
import ai.openobserve.lambda.cdk.check.TargetFunction;
import ai.openobserve.lambda.cdk.check.WiredFunctions;
import ai.openobserve.lambda.cdk.check.Wiring;
import ai.openobserve.lambda.cdk.report.FoundProblems;
import ai.openobserve.lambda.cdk.report.Given;
import ai.openobserve.lambda.cdk.report.Problems;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.AspectOptions;
import software.amazon.awscdk.AspectPriority;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.Stage;
import software.amazon.awscdk.services.lambda.IFunction;
import software.constructs.Construct;
import software.constructs.IConstruct;
import software.constructs.IMixin;

/// Sends the telemetry of Lambda functions to OpenObserve.
///
/// ```java
/// OpenObserveLayer openObserve =
///     OpenObserveLayer.Builder.create(this, "OpenObserve")
///         .organizationId("acme")
///         .authorization(OpenObserveAuthorization.atRuntimeSecret("openobserve/authorization"))
///         .build();
/// openObserve.addTo(orders, payments);
/// ```
///
/// Each function gets the layer for its architecture and the extension's variables. Each stack with
/// such functions gets one layer version per architecture, whichever stack this construct is in, so
/// that no stack's export locks another; nested stacks use that of the stack they are part of.
///
/// A variable that a function sets itself is never overwritten; the synth lists such variables.
///
/// ### Limitations
///
/// Functions that cannot have this layer are refused: Lambda@Edge, imported functions, functions
/// with five layers, and those whose architecture is known only at deployment. Image functions get
/// the variables; the image must contain the extension. [#addTo] takes no `CfnFunction`;
/// [#addToAll] and mixins do.
public final class OpenObserveLayer extends Construct implements IMixin {
  private final OpenObserveLayerProps props;
  private final WiredFunctions functions = new WiredFunctions();

  /// Adds nothing to any function yet: [#addTo] and [#addToAll] do.
  public OpenObserveLayer(Construct scope, String id, OpenObserveLayerProps props) {
    super(scope, id);
    this.props = Given.notNull("OpenObserveLayer: props", props);
    if (props.authorization().isPlainText()) {
      Annotations.of(this)
          .addWarningV2(
              "openobserve:plain-text-authorization",
              "The authorization is plain text that anyone can read in the template: store it"
                  + " into a Secrets Manager secret and use OpenObserveAuthorization.atRuntime");
    }
    getNode().addValidation(new SaysWhenUnused(this));
  }

  /// Gives the functions the layer and the variables. Versions and aliases stand for their
  /// function.
  ///
  /// @return this
  /// @throws IllegalArgumentException with everything that is wrong with any of the functions; none
  ///   is changed in that case
  public OpenObserveLayer addTo(IFunction function, IFunction... more) {
    Problems problems = new Problems();
    List<Wiring> wirings = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    List<@Nullable IFunction> all = new ArrayList<>();
    all.add(function);
    all.addAll(Arrays.asList(Given.notNull("OpenObserveLayer.addTo: more functions", more)));
    for (IFunction one : all) {
      if (one == null) {
        problems.add("a function is null");
        continue;
      }
      String path = one.getNode().getPath();
      Problems own = new Problems();
      TargetFunction.of(one, own)
          .filter(target -> isNew(target, seen, own))
          .flatMap(target -> FunctionChecks.wiring(target, props.offer(), own))
          .ifPresent(wirings::add);
      own.list().forEach(p -> problems.add(path + ": " + p));
    }
    problems.throwIfAny("OpenObserveLayer " + getNode().getPath() + " cannot be added");
    wirings.forEach(this::apply);
    return this;
  }

  /// Gives every function below the scope the layer and the variables, at synth: also those that
  /// are created later, and those in stages that exist by now. A stage that cannot be reached fails
  /// the synth. Functions that already have the layer of this construct are skipped, and so are
  /// those that the CDK creates for its own custom resources
  /// ([OpenObserveSettings#includeCdkFunctions(boolean)]).
  ///
  /// Problems with a function fail the synth, which reports all of them together.
  ///
  /// @param except constructs to exclude, with everything below them and the functions that they
  ///   stand for: an alias, a singleton, a `BucketDeployment`
  /// @return this
  public OpenObserveLayer addToAll(IConstruct scope, IConstruct... except) {
    Given.notNull("OpenObserveLayer.addToAll: scope", scope);
    Exclusions exclusions =
        new Exclusions(Given.noneNull("OpenObserveLayer.addToAll: exclusions", except));
    AddToEveryFunction aspect =
        new AddToEveryFunction(this, exclusions, props.includeCdkFunctions());
    AspectOptions options = AspectOptions.builder().priority(AspectPriority.MUTATING).build();
    Aspects.of(scope).add(aspect, options);
    // Aspects do not cross stages: each stage gets it by itself.
    scope.getNode().findAll().stream()
        .filter(node -> node instanceof Stage)
        .filter(stage -> !stage.getNode().getPath().equals(scope.getNode().getPath()))
        .forEach(stage -> Aspects.of(stage).add(aspect, options));
    scope.getNode().addValidation(new UnreachedStages(scope, aspect));
    return this;
  }

  /// For CDK mixins: `function.with(openObserve)` and `Mixins.of(app).apply(openObserve)`, also for
  /// functions created as `CfnFunction`. The CDK's own functions are skipped, as by [#addToAll].
  @Override
  public Boolean supports(IConstruct construct) {
    return TargetFunction.isFunction(construct)
        && (props.includeCdkFunctions() || !CdkHelpers.isHelper(construct));
  }

  /// @throws IllegalArgumentException with everything that is wrong with the function
  @Override
  public void applyTo(IConstruct construct) {
    Problems problems = new Problems();
    add(construct, problems);
    problems.throwIfAny(
        "OpenObserveLayer "
            + getNode().getPath()
            + " cannot be added to "
            + construct.getNode().getPath());
  }

  /// By the Aspect: problems are left at the function, for the synth to report.
  void addDuringSynth(IConstruct function) {
    Problems problems = new Problems();
    add(function, problems);
    if (!problems.isEmpty()) {
      function
          .getNode()
          .addValidation(
              new FoundProblems(
                  problems.list().stream()
                      .map(p -> p + " (or exclude it: addToAll(scope, thisFunction))")
                      .toList()));
    }
  }

  private void add(IConstruct function, Problems problems) {
    TargetFunction.ofNode(function)
        .filter(target -> !getNode().getPath().equals(target.owner()))
        .flatMap(target -> FunctionChecks.wiring(target, props.offer(), problems))
        .ifPresent(this::apply);
  }

  boolean isUnused() {
    return functions.isEmpty();
  }

  private void apply(Wiring wiring) {
    functions.add(wiring, getNode().getPath());
  }

  private static boolean isNew(TargetFunction target, Set<String> seen, Problems problems) {
    if (seen.add(target.path())) {
      return true;
    }
    problems.add("it appears twice in one call");
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
