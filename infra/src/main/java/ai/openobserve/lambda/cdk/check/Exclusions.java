package ai.openobserve.lambda.cdk.check;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awscdk.services.cloudfront.experimental.EdgeFunction;
import software.amazon.awscdk.services.lambda.IFunction;
import software.amazon.awscdk.services.lambda.SingletonFunction;
import software.constructs.IConstruct;

/// Constructs that the user excludes, with everything below them and the functions that they stand
/// for, which may be elsewhere in the tree.
public final class Exclusions {
  private final List<IConstruct> given;
  private final Set<String> paths = new LinkedHashSet<>();

  public Exclusions(List<IConstruct> given) {
    this.given = new ArrayList<>(given);
  }

  public boolean contains(IConstruct node) {
    if (paths.isEmpty() && !given.isEmpty()) {
      given.forEach(this::add);
    }
    String path = node.getNode().getPath();
    return paths.stream().anyMatch(p -> p.isEmpty() || path.equals(p) || path.startsWith(p + "/"));
  }

  /// A `BucketDeployment` or an `AwsCustomResource` contains a singleton, whose function is a child
  /// of the stack. An `EdgeFunction` has its function in a separate stack in us-east-1.
  private void add(IConstruct construct) {
    paths.add(construct.getNode().getPath());
    if (construct instanceof IFunction function) {
      TargetFunction.underlying(function).ifPresent(f -> paths.add(f.getNode().getPath()));
    }
    for (IConstruct below : construct.getNode().findAll()) {
      if (below instanceof SingletonFunction || below instanceof EdgeFunction) {
        TargetFunction.underlying((IFunction) below)
            .ifPresent(f -> paths.add(f.getNode().getPath()));
      }
    }
  }
}
