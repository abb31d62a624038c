package ai.openobserve.lambda.nativebuild.image;

import ai.openobserve.lambda.nativebuild.fetch.Pins;
import ai.openobserve.lambda.nativebuild.step.Architecture;
import ai.openobserve.lambda.nativebuild.step.Build;
import ai.openobserve.lambda.nativebuild.step.Command;
import ai.openobserve.lambda.nativebuild.step.Inputs;
import ai.openobserve.lambda.nativebuild.step.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/// A GraalVM distribution, if the user has one: its own `native-image` builds the executable for
/// the machine it runs on.
///
/// @param version such as `25.0.2`
public record GraalVm(Path home, String version) {
  /// The distribution that GRAALVM_HOME names.
  public static Optional<GraalVm> in(Map<String, String> environment) throws IOException {
    String home = environment.getOrDefault("GRAALVM_HOME", "");
    if (home.isEmpty()) {
      return Optional.empty();
    }
    Path folder = Path.of(home);
    if (!Files.isExecutable(folder.resolve("bin/native-image"))) {
      throw new Problem(
          "GRAALVM_HOME is "
              + home
              + ", which has no bin/native-image: set it to a GraalVM 25, or unset it.");
    }
    Properties release = new Properties();
    try (var reader = Files.newBufferedReader(folder.resolve("release"))) {
      release.load(reader);
    }
    String version = release.getProperty("JAVA_VERSION", "").replace("\"", "");
    if (!version.equals("25") && !version.startsWith("25.")) {
      throw new Problem("GRAALVM_HOME is a GraalVM " + version + ": a GraalVM 25 is required.");
    }
    return Optional.of(new GraalVm(folder, version));
  }

  public Inputs inputs(Architecture target, Toolchain tools) throws IOException {
    return new Inputs()
        .with("architecture", target.label())
        .withFile("graalvm", home.resolve("release"))
        .with("zig", Pins.ZIG)
        .withAll(tools.sources().inputs())
        .withFile("java.security", tools.security())
        .withOptions("options", options(target));
  }

  /// The options that depend on the machine; the jar has the rest.
  private static List<String> options(Architecture target) {
    return List.of(
        "-march=" + target.microArchitecture(),
        // OkHttp's own options include every charset and URLConnection; nothing here uses either.
        "--exclude-config",
        "okhttp.*\\.jar",
        "META-INF/native-image/.*");
  }

  public void build(
      Application application,
      Toolchain tools,
      Architecture target,
      Path into,
      Path log,
      Build build)
      throws Exception {
    List<String> words = new ArrayList<>(List.of(home.resolve("bin/native-image").toString()));
    words.addAll(options(target));
    words.add("-Djava.security.properties==" + tools.security());
    words.add("-Djavax.net.ssl.trustStore=" + tools.trustStore());
    words.add("-Djavax.net.ssl.trustStorePassword=" + TrustStore.PASSWORD);
    words.add("-H:+UnlockExperimentalVMOptions");
    words.add("-H:CCompilerPath=" + tools.zig().wrapper(into, target, Optional.empty()));
    words.addAll(
        List.of(
            "-jar", application.jar().toString(), "-o", into.resolve(Application.NAME).toString()));
    Files.deleteIfExists(log);
    new Command(words)
        .in(into)
        .tell(build.progress()::latest)
        .run(log, "GraalVM's native-image produced no executable.");
  }
}
