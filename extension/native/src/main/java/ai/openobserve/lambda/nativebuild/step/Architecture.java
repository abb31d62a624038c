package ai.openobserve.lambda.nativebuild.step;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// The architectures of Lambda functions, with all their names.
public enum Architecture {
  X86_64("x86_64", "x86_64-linux-musl", "x86_64_v2", "amd64", "amd64", "x86-64-v2", 62),
  // Armv8.1-a: Graviton2 is the oldest processor behind Lambda's arm64.
  ARM64("arm64", "aarch64-linux-musl", "generic+v8_1a", "aarch64", "aarch64", "armv8.1-a", 183);

  private final String label;
  private final String zigTarget;
  private final String zigCpu;
  private final String jdkName;
  private final String builderName;
  private final String microArchitecture;
  private final int elfMachine;

  Architecture(
      String label,
      String zigTarget,
      String zigCpu,
      String jdkName,
      String builderName,
      String microArchitecture,
      int elfMachine) {
    this.label = label;
    this.zigTarget = zigTarget;
    this.zigCpu = zigCpu;
    this.jdkName = jdkName;
    this.builderName = builderName;
    this.microArchitecture = microArchitecture;
    this.elfMachine = elfMachine;
  }

  public static Architecture named(String label) {
    return Arrays.stream(values())
        .filter(a -> a.label.equals(label))
        .findFirst()
        .orElseThrow(() ->
            new Problem("Unknown architecture " + label + ": expected x86_64, arm64 or both."));
  }

  public static Architecture ofThisMachine() {
    String name = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    return name.equals("aarch64") ? ARM64 : X86_64;
  }

  /// Lambda's own name, as in file names and on the command line.
  public String label() {
    return label;
  }

  /// The C compiler's options for this target.
  public List<String> zigOptions() {
    return List.of("-target", zigTarget, "-mcpu=" + zigCpu);
  }

  /// The value of the Java property `os.arch` on it.
  public String jdkName() {
    return jdkName;
  }

  /// The image builder's name for it.
  public String builderName() {
    return builderName;
  }

  /// The oldest processor that the machine code must run on, as the image builder names it.
  public String microArchitecture() {
    return microArchitecture;
  }

  /// `e_machine` of an executable for it.
  public int elfMachine() {
    return elfMachine;
  }
}
