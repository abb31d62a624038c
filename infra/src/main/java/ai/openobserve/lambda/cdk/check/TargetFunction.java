package ai.openobserve.lambda.cdk.check;

import ai.openobserve.lambda.cdk.report.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.cloudfront.experimental.EdgeFunction;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.lambda.CfnFunction;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.IAlias;
import software.amazon.awscdk.services.lambda.IFunction;
import software.amazon.awscdk.services.lambda.ILayerVersion;
import software.amazon.awscdk.services.lambda.IVersion;
import software.amazon.awscdk.services.lambda.SingletonFunction;
import software.constructs.Construct;
import software.constructs.IConstruct;

/// A function of the app: how to find it, read it and change it.
public final class TargetFunction {
  /// The metadata key that records which [OpenObserveLayer] a function has.
  private static final String OWNER = "openobserve:layer";

  private static final String EDGE_PRINCIPAL = "edgelambda.amazonaws.com";

  private final Construct construct;
  private final @Nullable Function function;
  private final CfnFunction resource;
  private final Stack stack;
  private final Map<String, Object> overridden = new LinkedHashMap<>();

  private TargetFunction(Function function) {
    this.construct = function;
    this.function = function;
    this.resource =
        (CfnFunction)
            Objects.requireNonNull(
                function.getNode().getDefaultChild(), "a Function has its resource");
    this.stack = Stack.of(function);
  }

  private TargetFunction(CfnFunction resource) {
    this.construct = resource;
    this.function = null;
    this.resource = resource;
    this.stack = Stack.of(resource);
  }

  /// The function to change: versions and aliases stand for theirs, a singleton for the function
  /// behind it. Empty if this app cannot change it; the reason is then added to the problems.
  public static Optional<TargetFunction> of(IFunction given, Problems problems) {
    if (given instanceof EdgeFunction) {
      problems.add(
          "it is a Lambda@Edge function, which supports neither layers nor environment variables");
      return Optional.empty();
    }
    Optional<Function> function = underlying(given);
    if (function.isEmpty()) {
      problems.add(
          "it is imported, and a stack cannot change what another one owns: call addTo where the"
              + " function is defined");
    }
    return function.map(TargetFunction::new);
  }

  /// The function that the node itself is: a `Function`, or a `CfnFunction` that belongs to none.
  public static Optional<TargetFunction> ofNode(IConstruct node) {
    if (node instanceof Function function) {
      return Optional.of(new TargetFunction(function));
    }
    return node instanceof CfnFunction resource && !isPartOfFunction(node)
        ? Optional.of(new TargetFunction(resource))
        : Optional.empty();
  }

  public static boolean isFunction(IConstruct node) {
    return node instanceof Function || (node instanceof CfnFunction && !isPartOfFunction(node));
  }

  public static boolean isPartOfFunction(IConstruct node) {
    return node.getNode().getScope() instanceof Function;
  }

  /// The function behind an alias, a version, a singleton or a Lambda@Edge function, which may be
  /// in another stack; empty if it is imported.
  static Optional<Function> underlying(IFunction given) {
    IConstruct function = given;
    if (function instanceof EdgeFunction edge) {
      function = edge.getLambda();
    }
    if (function instanceof IAlias alias) {
      function = alias.getVersion();
    }
    if (function instanceof IVersion version) {
      function = version.getLambda();
    }
    if (function instanceof SingletonFunction single) {
      function = Stack.of(single).getNode().tryFindChild(single.getPermissionsNode().getId());
    }
    return function instanceof Function changeable ? Optional.of(changeable) : Optional.empty();
  }

  Construct construct() {
    return construct;
  }

  public String path() {
    return construct.getNode().getPath();
  }

  /// The function's logical ID in its template.
  String logicalId() {
    return String.valueOf(stack.resolve(resource.getLogicalId()));
  }

  /// The file of the function's own template, next to that of its [#layerStack].
  String templateFile() {
    return stack.getTemplateFile();
  }

  /// Sets the variable of a `CfnFunction` by a property override, since its environment may be any
  /// object.
  void addVariable(String name, String value) {
    if (function != null) {
      function.addEnvironment(name, value);
    } else {
      resource.addPropertyOverride("Environment.Variables." + name, value);
      overridden.put(name, stack.resolve(value));
    }
  }

  void addLayer(ILayerVersion layer) {
    if (function != null) {
      function.addLayers(layer);
      return;
    }
    List<String> layers = new ArrayList<>();
    if (resource.getLayers() != null) {
      layers.addAll(resource.getLayers());
    }
    layers.add(layer.getLayerVersionArn());
    resource.setLayers(layers);
  }

  /// Makes `currentVersion` change whenever the text does.
  void versionBy(String text) {
    if (function != null) {
      function.invalidateVersionBasedOn(text);
    }
  }

  /// Whether deployments publish a version, as `currentVersion` does.
  boolean publishesVersions() {
    return function != null && function.getNode().tryFindChild("CurrentVersion") != null;
  }

  /// Empty if it is known only at deployment.
  Optional<String> region() {
    String region = stack.getRegion();
    return Token.isUnresolved(region) ? Optional.empty() : Optional.of(region);
  }

  /// The stack for the layer: the function's own, or the outermost parent of a nested stack, since
  /// all of them can share one layer version.
  Stack layerStack() {
    Stack top = stack;
    for (Stack up = top.getNestedStackParent(); up != null; up = up.getNestedStackParent()) {
      top = up;
    }
    return top;
  }

  Stack stack() {
    return stack;
  }

  /// Empty if only its ARN is known, as for a `CfnFunction`.
  Optional<IRole> role() {
    return function == null ? Optional.empty() : Optional.ofNullable(function.getRole());
  }

  boolean isImage() {
    return "Image".equals(resource.getPackageType());
  }

  /// CloudFront constructs make the roles of the functions they use trust Lambda@Edge.
  boolean isAtEdge() {
    PolicyDocument trust =
        function != null && function.getRole() instanceof Role role
            ? role.getAssumeRolePolicy()
            : null;
    return trust != null && String.valueOf(stack.resolve(trust)).contains(EDGE_PRINCIPAL);
  }

  /// The function's current state.
  FunctionState state() {
    return FunctionState.of(resource, stack, overridden);
  }

  Object resolve(Object value) {
    return stack.resolve(value);
  }

  /// The path of the construct whose layer the function has, or null.
  public @Nullable String owner() {
    return construct.getNode().getMetadata().stream()
        .filter(entry -> entry.getType().equals(OWNER))
        .map(entry -> String.valueOf(entry.getData()))
        .findFirst()
        .orElse(null);
  }

  void recordOwner(String path) {
    construct.getNode().addMetadata(OWNER, path);
  }
}
