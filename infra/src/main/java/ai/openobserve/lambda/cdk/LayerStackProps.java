package ai.openobserve.lambda.cdk;

import ai.openobserve.lambda.cdk.layer.BundledZips;
import ai.openobserve.lambda.cdk.layer.ExtensionArchitecture;
import ai.openobserve.lambda.cdk.report.Given;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import software.amazon.awscdk.services.lambda.Architecture;

/// What a [LayerStack] publishes, and for whom.
public final class LayerStackProps {
  private final List<ExtensionArchitecture> architectures;
  private final List<LayerSharing> sharing;
  private final BundledZips zips;

  LayerStackProps(
      List<ExtensionArchitecture> architectures, List<LayerSharing> sharing, BundledZips zips) {
    this.architectures = List.copyOf(architectures);
    this.sharing = List.copyOf(sharing);
    this.zips = zips;
  }

  /// Both architectures, for the stack's own account.
  public static LayerStackProps everything() {
    return new LayerStackProps(
        Arrays.asList(ExtensionArchitecture.values()), List.of(), BundledZips.ofThisJar());
  }

  /// Uses the zips of another build: `o2-lambda-extension-ARCHITECTURE.zip` in the folder.
  public LayerStackProps zipsIn(Path folder) {
    return new LayerStackProps(
        architectures,
        sharing,
        BundledZips.in(Given.notNull("LayerStackProps.zipsIn: folder", folder)));
  }

  /// Publishes for these architectures only.
  public LayerStackProps architectures(Architecture... only) {
    return new LayerStackProps(
        Given.noneNull("LayerStackProps.architectures: architectures", only).stream()
            .map(ExtensionArchitecture::of)
            .toList(),
        sharing,
        zips);
  }

  /// Lets these accounts or organizations use the layers too.
  public LayerStackProps sharedWith(List<LayerSharing> others) {
    return new LayerStackProps(
        architectures, Given.notNull("LayerStackProps.sharedWith: others", others), zips);
  }

  List<ExtensionArchitecture> architectures() {
    return architectures;
  }

  List<LayerSharing> sharing() {
    return sharing;
  }

  BundledZips zips() {
    return zips;
  }
}
