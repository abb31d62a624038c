package ai.openobserve.lambda.cdk.check;

import ai.openobserve.lambda.cdk.layer.ExtensionArchitecture;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.lambda.CfnFunction;

/// A function's layers, architecture and environment, as in the construct tree or in its template.
///
/// @param layers ARNs, or references that resolve to one
/// @param architecture empty if it is known only at deployment
/// @param environment variables and their values, either text or references
record FunctionState(
    List<?> layers, Optional<String> architecture, Map<String, Object> environment) {
  /// The state in the construct tree, with tokens resolved.
  ///
  /// @param overridden variables set by property overrides, which the construct does not show
  static FunctionState of(CfnFunction resource, Stack stack, Map<String, Object> overridden) {
    Map<String, Object> environment = variables(resolved(stack, resource.getEnvironment()));
    environment.putAll(overridden);
    return new FunctionState(
        layers(resolved(stack, resource.getLayers())),
        architecture(resolved(stack, resource.getArchitectures())),
        environment);
  }

  /// @param given the resolved `Layers` property
  static List<?> layers(@Nullable Object given) {
    return given instanceof List<?> layers ? layers : List.of();
  }

  /// Lambda's default if the function sets none.
  ///
  /// @param given the resolved `Architectures` property
  static Optional<String> architecture(@Nullable Object given) {
    if (given == null) {
      return Optional.of(ExtensionArchitecture.X86_64.lambdaName());
    }
    return given instanceof List<?> list && list.size() == 1 && list.get(0) instanceof String name
        ? Optional.of(name)
        : Optional.empty();
  }

  private static Map<String, Object> variables(@Nullable Object given) {
    Map<String, Object> variables = new LinkedHashMap<>();
    if (given instanceof Map<?, ?> environment) {
      Object inner =
          environment.containsKey("variables")
              ? environment.get("variables")
              : environment.get("Variables");
      if (inner instanceof Map<?, ?> map) {
        map.forEach((name, value) -> variables.put(String.valueOf(name), value));
      }
    }
    return variables;
  }

  private static @Nullable Object resolved(Stack stack, @Nullable Object value) {
    return value == null ? null : stack.resolve(value);
  }
}
