package ai.openobserve.lambda.cdk;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.ILayerVersion;

/// Where the layer comes from.
public abstract sealed class OpenObserveLayerSource
    permits ArnLayerSource, ParameterLayerSource, ZipLayerSource {
  OpenObserveLayerSource() {}

  /// The zips that this library's own jar carries: each stack publishes its own layer. The default.
  public static OpenObserveLayerSource bundled() {
    return ZipLayerSource.bundled(BundledZips.ofThisJar());
  }

  /// Zips of your own build, one an architecture; which one it is of is read from its executable.
  ///
  /// @throws IllegalArgumentException with all that is wrong with the zips
  public static OpenObserveLayerSource fromZips(String... paths) {
    return ZipLayerSource.of(Arrays.stream(paths).map(Path::of).toList());
  }

  /// Published layer versions, for example another account's.
  ///
  /// @throws IllegalArgumentException where one is not the ARN of a layer version
  public static OpenObserveLayerSource fromArns(String x86Arn, String arm64Arn) {
    return new ArnLayerSource(both(x86Arn, arm64Arn));
  }

  /// A published layer version, for functions of one architecture.
  ///
  /// @throws IllegalArgumentException where it is not the ARN of a layer version
  public static OpenObserveLayerSource fromArn(Architecture architecture, String arn) {
    return new ArnLayerSource(Map.of(ExtensionArchitecture.of(architecture), arn));
  }

  /// SSM parameters that hold ARNs of layer versions. CloudFormation reads them at each deployment,
  /// so functions follow the newest layer, and no stack locks another.
  public static OpenObserveLayerSource fromParameters(String x86Name, String arm64Name) {
    return new ParameterLayerSource(both(x86Name, arm64Name));
  }

  /// The SSM parameter for functions of one architecture.
  public static OpenObserveLayerSource fromParameter(Architecture architecture, String name) {
    return new ParameterLayerSource(Map.of(ExtensionArchitecture.of(architecture), name));
  }

  /// The parameters that [LayerStack] leaves in its account and Region.
  public static OpenObserveLayerSource fromLayerStack() {
    return fromParameters(
        LayerStack.parameterName(ExtensionArchitecture.X86_64),
        LayerStack.parameterName(ExtensionArchitecture.ARM64));
  }

  /// Adds why functions of this architecture in this stack cannot have the layer, if so.
  abstract void check(Stack stack, ExtensionArchitecture architecture, Problems problems);

  /// The layer version for all functions of the architecture in the stack: the same object, however
  /// often it is asked for. Only after [#check] found nothing.
  abstract ILayerVersion layerVersion(Stack stack, ExtensionArchitecture architecture);

  /// The id of what is made in the stack.
  static String id(ExtensionArchitecture architecture) {
    return "OpenObserveExtension-" + architecture.lambdaName();
  }

  private static Map<ExtensionArchitecture, String> both(String x86, String arm64) {
    Map<ExtensionArchitecture, String> map = new EnumMap<>(ExtensionArchitecture.class);
    map.put(ExtensionArchitecture.X86_64, x86);
    map.put(ExtensionArchitecture.ARM64, arm64);
    return map;
  }
}
