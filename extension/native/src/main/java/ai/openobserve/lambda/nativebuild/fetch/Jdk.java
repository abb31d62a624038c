package ai.openobserve.lambda.nativebuild.fetch;

import ai.openobserve.lambda.nativebuild.step.Digest;
import ai.openobserve.lambda.nativebuild.step.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/// The JDK that runs this program: the image builder runs on it too, and its classes end up in the
/// image.
///
/// @param version such as `25.0.3+9-LTS`
/// @param modules the digest of all its classes
public record Jdk(Path home, String version, String modules) {
  /// Updates whose executables have passed the integration suite, so that the build does not warn
  /// about them. Checks after each build decide whether today's sources work.
  private static final List<String> KNOWN = List.of("25.0.2", "25.0.3", "25.0.5");

  public static Jdk running() throws IOException {
    Path home = Path.of(System.getProperty("java.home"));
    Properties release = new Properties();
    try (var reader = Files.newBufferedReader(home.resolve("release"))) {
      release.load(reader);
    }
    String version = Runtime.version().toString();
    return new Jdk(home, version, Digest.ofFile(home.resolve("lib/modules")));
  }

  /// A warning about this JDK, shown before the build; empty if it is known to work.
  ///
  /// @throws Problem if it lacks what the build needs
  public String check() {
    String notes = checkVersion(version);
    if (ModuleLayer.boot().findModule("jdk.internal.vm.ci").isEmpty()
        && java.lang.module.ModuleFinder.ofSystem().find("jdk.internal.vm.ci").isEmpty()) {
      throw new Problem(
          home
              + " has no JVMCI (module jdk.internal.vm.ci): use a HotSpot JDK, such as Eclipse Temurin 25.");
    }
    if (!Files.isReadable(home.resolve("include/linux/jni_md.h"))) {
      throw new Problem(home + " has no C headers in its include folder: use a full JDK.");
    }
    return notes;
  }

  static String checkVersion(String version) {
    Runtime.Version it = Runtime.Version.parse(version);
    if (it.feature() != 25) {
      throw new Problem(
          "The native build needs a JDK 25, not "
              + version
              + ": run it through make, which finds one, or set JAVA_HOME.");
    }
    String update = it.feature() + "." + it.interim() + "." + it.update();
    return KNOWN.contains(update)
        ? ""
        : "JDK "
            + version
            + " has not been tried with image builder "
            + Pins.BUILDER
            + "; the executable will be checked.";
  }

  public Path tool(String name) {
    return home.resolve("bin").resolve(name);
  }
}
