package ai.openobserve.lambda.cdk.versions;

import ai.openobserve.lambda.cdk.layer.ExtensionArchitecture;
import ai.openobserve.lambda.cdk.layer.ExtensionLayer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.Layer;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;

/// Finds out what uses the layer versions in one Region.
///
/// @param parameter reads an SSM parameter by name; empty if there is none
/// @param functions the names of the functions that use a layer version, by its ARN
record InUse(
    Function<String, Optional<String>> parameter, Supplier<Map<String, List<String>>> functions) {
  static InUse of(LambdaClient lambda, SsmClient ssm) {
    return new InUse(name -> valueOf(ssm, name), () -> functionsOf(lambda));
  }

  /// The version of the layer that `LayerStack`'s SSM parameter names: the next deployments use it.
  Optional<Long> versionOfParameter(String layer) {
    return Arrays.stream(ExtensionArchitecture.values())
        .filter(architecture -> ExtensionLayer.publishedName(architecture).equals(layer))
        .findFirst()
        .map(ExtensionLayer::parameterName)
        .flatMap(parameter)
        .filter(arn -> arn.matches(".*:layer:" + layer + ":\\d+"))
        .map(arn -> Long.parseLong(arn.substring(arn.lastIndexOf(':') + 1)));
  }

  private static Optional<String> valueOf(SsmClient ssm, String name) {
    try {
      return Optional.of(ssm.getParameter(request -> request.name(name)).parameter().value());
    } catch (ParameterNotFoundException e) {
      return Optional.empty();
    }
  }

  static Map<String, List<String>> functionsOf(LambdaClient lambda) {
    Map<String, List<String>> functions = new TreeMap<>();
    for (FunctionConfiguration function : lambda.listFunctionsPaginator().functions()) {
      for (Layer layer : function.layers()) {
        functions
            .computeIfAbsent(layer.arn(), arn -> new ArrayList<>())
            .add(function.functionName());
      }
    }
    return functions;
  }
}
