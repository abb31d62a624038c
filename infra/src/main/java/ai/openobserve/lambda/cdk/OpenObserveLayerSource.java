package ai.openobserve.lambda.cdk;

import ai.openobserve.lambda.cdk.layer.ArnLayers;
import ai.openobserve.lambda.cdk.layer.BundledZips;
import ai.openobserve.lambda.cdk.layer.ExtensionArchitecture;
import ai.openobserve.lambda.cdk.layer.ExtensionLayer;
import ai.openobserve.lambda.cdk.layer.LayerSource;
import ai.openobserve.lambda.cdk.layer.ParameterLayers;
import ai.openobserve.lambda.cdk.layer.ZipLayers;
import ai.openobserve.lambda.cdk.report.Given;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import software.amazon.awscdk.services.lambda.Architecture;

/// Where the layer comes from.
public final class OpenObserveLayerSource {
  private final LayerSource layers;

  OpenObserveLayerSource(LayerSource layers) {
    this.layers = layers;
  }

  /// The zips in this library's own jar, from which each stack publishes its own layer. The
  /// default.
  public static OpenObserveLayerSource bundled() {
    return new OpenObserveLayerSource(ZipLayers.bundled(BundledZips.ofThisJar()));
  }

  /// Zips you built yourself, one per architecture, which is read from the executable inside.
  ///
  /// @throws IllegalArgumentException with everything that is wrong with the zips
  public static OpenObserveLayerSource fromZips(String... paths) {
    return new OpenObserveLayerSource(
        ZipLayers.of(
            Given.noneNull("OpenObserveLayerSource.fromZips: paths", paths).stream()
                .map(Path::of)
                .toList()));
  }

  /// Published layer versions, for example from another account.
  ///
  /// @throws IllegalArgumentException if either is not the ARN of a layer version
  public static OpenObserveLayerSource fromArns(String x86Arn, String arm64Arn) {
    return new OpenObserveLayerSource(new ArnLayers(both(x86Arn, arm64Arn)));
  }

  /// A published layer version, for functions of one architecture.
  ///
  /// @throws IllegalArgumentException if it is not the ARN of a layer version
  public static OpenObserveLayerSource fromArn(Architecture architecture, String arn) {
    return new OpenObserveLayerSource(new ArnLayers(one("fromArn", architecture, arn)));
  }

  /// SSM parameters that contain the ARNs of layer versions. CloudFormation reads them at each
  /// deployment, so functions follow the newest layer, and no stack locks another. The template
  /// does not change when the parameter does, so a function that publishes versions
  /// (`currentVersion`) publishes none for a new layer; use [#fromParametersLookup] for that.
  public static OpenObserveLayerSource fromParameters(String x86Name, String arm64Name) {
    return new OpenObserveLayerSource(new ParameterLayers(both(x86Name, arm64Name), false));
  }

  /// An SSM parameter, for functions of one architecture; see [#fromParameters].
  public static OpenObserveLayerSource fromParameter(Architecture architecture, String name) {
    return new OpenObserveLayerSource(
        new ParameterLayers(one("fromParameter", architecture, name), false));
  }

  /// SSM parameters as in [#fromParameters], but read by the CDK at synth and kept in
  /// `cdk.context.json`: the template contains the ARN, so functions behind an alias publish a new
  /// version for a new layer. To move to a newer layer, run `cdk context --reset` on the parameter
  /// and deploy. Requires the stack's account and Region to be set.
  public static OpenObserveLayerSource fromParametersLookup(String x86Name, String arm64Name) {
    return new OpenObserveLayerSource(new ParameterLayers(both(x86Name, arm64Name), true));
  }

  /// [#fromParametersLookup] with the parameters that [LayerStack] creates in its account and
  /// Region.
  public static OpenObserveLayerSource fromLayerStackLookup() {
    return fromParametersLookup(
        ExtensionLayer.parameterName(ExtensionArchitecture.X86_64),
        ExtensionLayer.parameterName(ExtensionArchitecture.ARM64));
  }

  /// [#fromParameters] with the parameters that [LayerStack] creates in its account and Region.
  public static OpenObserveLayerSource fromLayerStack() {
    return fromParameters(
        ExtensionLayer.parameterName(ExtensionArchitecture.X86_64),
        ExtensionLayer.parameterName(ExtensionArchitecture.ARM64));
  }

  LayerSource layers() {
    return layers;
  }

  private static Map<ExtensionArchitecture, String> one(
      String call, Architecture architecture, String layer) {
    String subject = "OpenObserveLayerSource." + call + ": ";
    return Map.of(
        ExtensionArchitecture.of(Given.notNull(subject + "architecture", architecture)),
        Given.notNull(subject + "layer", layer));
  }

  private static Map<ExtensionArchitecture, String> both(String x86, String arm64) {
    Map<ExtensionArchitecture, String> map = new EnumMap<>(ExtensionArchitecture.class);
    map.put(
        ExtensionArchitecture.X86_64, Given.notNull("OpenObserveLayerSource: x86_64's layer", x86));
    map.put(
        ExtensionArchitecture.ARM64, Given.notNull("OpenObserveLayerSource: arm64's layer", arm64));
    return map;
  }
}
