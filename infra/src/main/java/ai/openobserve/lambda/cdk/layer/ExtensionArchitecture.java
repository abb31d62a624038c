package ai.openobserve.lambda.cdk.layer;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awscdk.services.lambda.Architecture;

/// The processor architectures that the extension is built for, by Lambda's names.
///
/// The CDK's own `Architecture` is a jsii object without value equality.
public enum ExtensionArchitecture {
  X86_64("x86_64", 62),
  ARM64("arm64", 183);

  private final String lambdaName;
  private final int elfMachine;

  ExtensionArchitecture(String lambdaName, int elfMachine) {
    this.lambdaName = lambdaName;
    this.elfMachine = elfMachine;
  }

  /// The name in Lambda's API, and in the names of the zips and layers.
  public String lambdaName() {
    return lambdaName;
  }

  public Architecture toCdk() {
    return this == X86_64 ? Architecture.X86_64 : Architecture.ARM_64;
  }

  /// The problem if the name of a layer or its parameter ends in the other architecture.
  Optional<String> problemOfName(String layer) {
    String name = layer.replaceFirst(":\\d+$", "");
    return Arrays.stream(values())
        .filter(other -> other != this && name.endsWith(other.lambdaName))
        .map(other ->
            String.format(
                "for %s \"%s\" was given, but its name says %s",
                lambdaName, layer, other.lambdaName))
        .findFirst();
  }

  public static Optional<ExtensionArchitecture> ofLambdaName(String name) {
    return Arrays.stream(values()).filter(a -> a.lambdaName.equals(name)).findFirst();
  }

  static Optional<ExtensionArchitecture> ofElfMachine(int machine) {
    return Arrays.stream(values()).filter(a -> a.elfMachine == machine).findFirst();
  }

  public static ExtensionArchitecture of(Architecture architecture) {
    return ofLambdaName(architecture.getName())
        .orElseThrow(() ->
            new IllegalArgumentException(
                "architecture \"" + architecture.getName() + "\": expected " + names()));
  }

  public static String names() {
    return Arrays.stream(values()).map(a -> a.lambdaName).collect(Collectors.joining(" and "));
  }
}
