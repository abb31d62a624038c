package ai.openobserve.lambda.cdk.layer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Properties;
import software.amazon.awscdk.AssetHashType;
import software.amazon.awscdk.services.lambda.AssetCode;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.s3.assets.AssetOptions;

/// What all layer versions published from our zips have in common.
///
/// Code and description change only if the zip's inputs do: a commit or a time in them would
/// publish a new version for nothing.
public final class ExtensionLayer {
  public static final String LICENSE = "MIT";

  /// The version of this library, and so of the zips in it.
  static final String VERSION = readVersion();

  private static final int SHORT_DIGEST = 12;

  private ExtensionLayer() {}

  /// The name of the published layer.
  public static String publishedName(ExtensionArchitecture architecture) {
    return "openobserve-extension-" + architecture.lambdaName();
  }

  /// Whether the ARN, given without its version, is that of a layer that `LayerStack` published in
  /// any account.
  public static boolean isPublished(String layerArn) {
    return Arrays.stream(ExtensionArchitecture.values())
        .anyMatch(architecture -> layerArn.endsWith(":layer:" + publishedName(architecture)));
  }

  /// The name of the SSM parameter that holds the ARN of the newest published version.
  public static String parameterName(ExtensionArchitecture architecture) {
    return "/openobserve/lambda-extension/" + architecture.lambdaName();
  }

  /// The hash includes the architecture, since both zips may be built from the same inputs.
  public static AssetCode code(ExtensionZip zip) {
    return Code.fromAsset(
        zip.path().toString(),
        AssetOptions.builder()
            .assetHashType(AssetHashType.CUSTOM)
            .assetHash(zip.architecture().lambdaName() + "-" + zip.inputsDigest())
            .displayName("OpenObserve extension for " + zip.architecture().lambdaName())
            .build());
  }

  public static String description(ExtensionZip zip) {
    return String.format(
        "OpenObserve Lambda extension %s for %s, inputs %s",
        VERSION, zip.architecture().lambdaName(), zip.inputsDigest().substring(0, SHORT_DIGEST));
  }

  private static String readVersion() {
    try (InputStream in = ExtensionLayer.class.getResourceAsStream("version.properties")) {
      Properties properties = new Properties();
      properties.load(Objects.requireNonNull(in, "version.properties is part of the jar"));
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException("The jar's version.properties cannot be read", e);
    }
  }
}
