package ai.openobserve.lambda.cdk.layer;

import ai.openobserve.lambda.cdk.report.Problems;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.lambda.ILayerVersion;
import software.amazon.awscdk.services.lambda.LayerVersion;

/// Publishes a layer version from a zip, once per stack and architecture.
public final class ZipLayers extends LayerSource {
  private final Function<ExtensionArchitecture, Optional<ExtensionZip>> zips;
  private final boolean bundled;
  private final String remedy;

  private ZipLayers(
      Function<ExtensionArchitecture, Optional<ExtensionZip>> zips,
      boolean bundled,
      String remedy) {
    this.zips = zips;
    this.bundled = bundled;
    this.remedy = remedy;
  }

  public static ZipLayers bundled(BundledZips zips) {
    return new ZipLayers(
        zips::find,
        true,
        "this jar contains none: in a checkout, `make layers` builds both before the jar is packaged;"
            + " elsewhere, pass zips, ARNs or SSM parameters with OpenObserveLayerSource");
  }

  public static ZipLayers of(List<Path> paths) {
    Problems problems = new Problems();
    Map<ExtensionArchitecture, ExtensionZip> zips = new EnumMap<>(ExtensionArchitecture.class);
    for (Path path : paths) {
      try {
        ExtensionZip zip = ExtensionZip.open(path);
        ExtensionZip other = zips.putIfAbsent(zip.architecture(), zip);
        if (other != null) {
          problems.add(
              String.format(
                  "%s and %s are both for %s: pass one zip per architecture",
                  other.path(), zip.path(), zip.architecture().lambdaName()));
        }
      } catch (IllegalArgumentException e) {
        problems.add(String.valueOf(e.getMessage()));
      }
    }
    if (paths.isEmpty()) {
      problems.add("no zip given: pass one or two, for " + ExtensionArchitecture.names());
    }
    problems.throwIfAny("Invalid layer zips");
    return new ZipLayers(
        architecture -> Optional.ofNullable(zips.get(architecture)),
        false,
        "the zips given are for " + described(zips));
  }

  private static String described(Map<ExtensionArchitecture, ExtensionZip> zips) {
    return String.join(
        " and ",
        zips.values().stream().map(z -> z.architecture().lambdaName() + ": " + z.path()).toList());
  }

  @Override
  public void check(Stack stack, ExtensionArchitecture architecture, Problems problems) {
    if (zips.apply(architecture).isEmpty()) {
      problems.add("no layer zip for " + architecture.lambdaName() + "; " + remedy);
    }
  }

  @Override
  public ILayerVersion layerVersion(Stack stack, ExtensionArchitecture architecture) {
    ExtensionZip zip = zips.apply(architecture).orElseThrow();
    String id =
        bundled ? id(architecture) : id(architecture) + "-" + zip.inputsDigest().substring(0, 8);
    if (stack.getNode().tryFindChild(id) instanceof ILayerVersion made) {
      return made;
    }
    return LayerVersion.Builder.create(stack, id)
        .code(ExtensionLayer.code(zip))
        .description(ExtensionLayer.description(zip))
        .license(ExtensionLayer.LICENSE)
        .compatibleArchitectures(List.of(architecture.toCdk()))
        .build();
  }

  @Override
  public Optional<String> identity(ExtensionArchitecture architecture) {
    return zips.apply(architecture).map(ExtensionZip::inputsDigest);
  }
}
