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

  /// Creates the construct; [#addTo] and [#addToAll] add it to functions.
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

  /// Gives the functions the layer and the variables. A version or an alias stands for its
  /// function.
  ///
  /// @return this
  /// @throws IllegalArgumentException with everything that is wrong with any of the functions; in
  ///   that case none of them is changed
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

  /// Gives every function below the scope the layer and the variables at synth, including functions
  /// created later and functions in stages that exist when this is called. A stage that cannot be
  /// reached fails the synth. Functions that already have this construct's layer are skipped, and
  /// so are those that the CDK creates for its own custom resources (see
  /// [OpenObserveSettings#includeCdkFunctions(boolean)]).
  ///
  /// Problems with functions fail the synth, which reports all of them together.
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
    // Aspects do not cross stage boundaries, so each stage gets its own.
    scope.getNode().findAll().stream()
        .filter(node -> node instanceof Stage)
        .filter(stage -> !stage.getNode().getPath().equals(scope.getNode().getPath()))
        .forEach(stage -> Aspects.of(stage).add(aspect, options));
    scope.getNode().addValidation(new UnreachedStages(scope, aspect));
    return this;
  }

  /// For CDK mixins: `function.with(openObserve)` and `Mixins.of(app).apply(openObserve)`; also
  /// supports functions created as `CfnFunction`. The CDK's own functions are skipped, as in
  /// [#addToAll].
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

  /// Called by the aspect: problems are attached to the function for the synth to report.
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

    /// Creates the construct.
    ///
    /// @throws IllegalArgumentException with everything that is wrong with the configuration
    public OpenObserveLayer build() {
      return new OpenObserveLayer(scope, id, toProps());
    }
  }
}
