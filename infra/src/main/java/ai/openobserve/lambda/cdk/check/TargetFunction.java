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
  /// Where it is recorded on a function which [OpenObserveLayer] it has.
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

  /// The function that is meant: versions and aliases stand for theirs, a singleton for the
  /// function behind it. Empty where that is no function that this app can change; the reason is
  /// then among the problems.
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

  /// A node of the tree that is a function itself: a `Function`, or a `CfnFunction` by itself.
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
  /// in another stack; empty for imported ones.
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

  /// The function's name in its template.
  String logicalId() {
    return String.valueOf(stack.resolve(resource.getLogicalId()));
  }

  /// The file of the function's template, beside that of its [#layerStack].
  String templateFile() {
    return stack.getTemplateFile();
  }

  /// Of a `CfnFunction`, the template's override is used: its own environment may be any object.
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

  /// Has `currentVersion` change with the text.
  void versionBy(String text) {
    if (function != null) {
      function.invalidateVersionBasedOn(text);
    }
  }

  /// Whether a version is published at deployments, as `currentVersion` does it.
  boolean publishesVersions() {
    return function != null && function.getNode().tryFindChild("CurrentVersion") != null;
  }

  /// Empty where it is known only at deploy.
  Optional<String> region() {
    String region = stack.getRegion();
    return Token.isUnresolved(region) ? Optional.empty() : Optional.of(region);
  }

  /// The stack for the layer: the function's own, or that which its nested stack is part of, since
  /// one layer version is enough for all of them.
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

  /// Empty where it is named by its ARN alone, as in a `CfnFunction`.
  Optional<IRole> role() {
    return function == null ? Optional.empty() : Optional.ofNullable(function.getRole());
  }

  boolean isImage() {
    return "Image".equals(resource.getPackageType());
  }

  /// CloudFront's constructs have Lambda@Edge trusted by the roles of the functions that they use.
  boolean isAtEdge() {
    PolicyDocument trust =
        function != null && function.getRole() instanceof Role role
            ? role.getAssumeRolePolicy()
            : null;
    return trust != null && String.valueOf(stack.resolve(trust)).contains(EDGE_PRINCIPAL);
  }

  /// What it has so far.
  FunctionState state() {
    return FunctionState.of(resource, stack, overridden);
  }

  Object resolve(Object value) {
    return stack.resolve(value);
  }

  /// The path of the construct whose layer the function has.
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
