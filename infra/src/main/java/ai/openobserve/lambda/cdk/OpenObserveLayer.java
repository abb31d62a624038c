package ai.openobserve.lambda.cdk;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.AspectOptions;
import software.amazon.awscdk.AspectPriority;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudfront.experimental.EdgeFunction;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.IAlias;
import software.amazon.awscdk.services.lambda.IFunction;
import software.amazon.awscdk.services.lambda.ILayerVersion;
import software.amazon.awscdk.services.lambda.IVersion;
import software.amazon.awscdk.services.lambda.SingletonFunction;
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

  /// @throws IllegalArgumentException where the plain parts of the props are wrong; what is wrong
  ///   with functions is told by [#addTo] and at synth
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
    List<TargetFunction> targets = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    List<IFunction> all = new ArrayList<>(List.of(more));
    all.add(0, function);
    for (IFunction one : all) {
      Problems own = new Problems();
      underlying(one, own)
          .map(TargetFunction::new)
          .ifPresent(target -> {
            if (seen.add(target.path())) {
              check(target, own);
              targets.add(target);
            } else {
              own.add("it is given twice in one call");
            }
          });
      own.list().forEach(p -> problems.add(one.getNode().getPath() + ": " + p));
    }
    problems.throwIfAny("OpenObserveLayer " + getNode().getPath() + " cannot be added");
    targets.forEach(this::wire);
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
    TargetFunction target = new TargetFunction(function);
    if (getNode().getPath().equals(target.owner())) {
      return;
    }
    Problems problems = new Problems();
    check(target, problems);
    if (problems.isEmpty()) {
      wire(target);
    } else {
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

  private void check(TargetFunction target, Problems problems) {
    FunctionChecks.beforeWiring(target, props, problems);
    if (problems.isEmpty()) {
      FunctionChecks.notTwice(target, layerFor(target), problems);
    }
  }

  private void wire(TargetFunction target) {
    Map<String, Object> own = target.environment();
    Map<String, String> environment = props.environment();
    environment.forEach((name, value) -> {
      if (!own.containsKey(name)) {
        target.function().addEnvironment(name, value);
      }
    });
    target.function().addLayers(layerFor(target));
    target.recordOwner(getNode().getPath());
    target
        .function()
        .getNode()
        .addValidation(new WiredLayer(target, architecture(target), environment));
    functions++;
  }

  private ILayerVersion layerFor(TargetFunction target) {
    return props.layer().layerVersion(target.layerStack(), architecture(target));
  }

  private static ExtensionArchitecture architecture(TargetFunction target) {
    return FunctionChecks.architectureOf(target, new Problems()).orElseThrow();
  }

  private static Optional<Function> underlying(IFunction given, Problems problems) {
    if (given instanceof EdgeFunction) {
      problems.add(
          "it is a Lambda@Edge function, which can have neither layers nor environment variables");
      return Optional.empty();
    }
    IConstruct function = given;
    if (function instanceof IAlias alias) {
      function = alias.getVersion();
    }
    if (function instanceof IVersion version) {
      function = version.getLambda();
    }
    if (function instanceof SingletonFunction single) {
      function = Stack.of(single).getNode().tryFindChild(single.getPermissionsNode().getId());
    }
    if (function instanceof Function changeable) {
      return Optional.of(changeable);
    }
    problems.add(
        "it is imported, and a stack cannot change what another one owns: call addTo where the"
            + " function is defined");
    return Optional.empty();
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
