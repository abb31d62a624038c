package ai.openobserve.lambda.nativebuild;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// All that is needed beside the application, fetched or made where the user's cache lacks it.
final class Toolchain {
  private final Workspace workspace;
  private final Steps steps;
  private final Progress progress;
  private final Jdk jdk;
  private final Zig zig;
  private final Sources sources;
  private final ImageBuilder builder;
  private final Path trustStore;
  private final Path security;

  private Toolchain(
      Workspace workspace,
      Steps steps,
      Progress progress,
      Jdk jdk,
      Zig zig,
      Sources sources,
      ImageBuilder builder,
      Path trustStore,
      Path security) {
    this.workspace = workspace;
    this.steps = steps;
    this.progress = progress;
    this.jdk = jdk;
    this.zig = zig;
    this.sources = sources;
    this.builder = builder;
    this.trustStore = trustStore;
    this.security = security;
  }

  /// @param hideKnown whether to behave as if Debian had dropped the sources known here
  static Toolchain ready(Workspace workspace, Steps steps, Progress progress, boolean hideKnown)
      throws Exception {
    Jdk jdk = checkedJdk(progress);
    Zig zig = Zig.fetched(workspace, steps, progress);
    ImageBuilder builder = ImageBuilder.fetched(workspace, jdk, steps);
    DebianSources debian =
        new DebianSources(
            workspace,
            List.of(
                Apt.sources(workspace, progress, Apt.Suite.STABLE),
                Apt.sources(workspace, progress, Apt.Suite.SECURITY)),
            progress,
            hideKnown);
    Sources sources = Sources.fetched(debian, workspace, steps);
    Path trustStore = TrustStore.make(sources, steps);
    Path security = SecurityProperties.make(jdk, steps);
    return new Toolchain(
        workspace, steps, progress, jdk, zig, sources, builder, trustStore, security);
  }

  private static Jdk checkedJdk(Progress progress) throws Exception {
    Jdk jdk = Jdk.running();
    String note = jdk.check();
    progress.say("JDK " + jdk.version() + " in " + jdk.home());
    if (!note.isEmpty()) {
      progress.say(note);
    }
    return jdk;
  }

  Jdk jdk() {
    return jdk;
  }

  Zig zig() {
    return zig;
  }

  Sources sources() {
    return sources;
  }

  Path trustStore() {
    return trustStore;
  }

  Path security() {
    return security;
  }

  NativeImage image() {
    return new NativeImage(jdk, builder, progress);
  }

  /// The libraries, classes and facts of a target, with the image's options.
  NativeImage.Parts parts(Architecture target, List<String> options) throws Exception {
    zig.prepare(target, steps, workspace.log("libc-" + target.label()));
    List<Path> libraries =
        List.of(
            new Shim(workspace, zig, steps, progress).make(target),
            new JdkLibraries(workspace, jdk, zig, sources, steps, progress).make(target));
    Optional<Path> javaBase =
        target == Architecture.ofThisMachine()
            ? Optional.empty()
            : Optional.of(new Arm64Classes(workspace, jdk, zig, steps).make());
    return new NativeImage.Parts(
        target,
        options,
        libraries,
        CFacts.committed(workspace, target),
        trustStore,
        security,
        javaBase);
  }

  /// The parts as they are for [CFacts#regenerate]: the shim's headers are asked about, so their
  /// folder is a library's.
  NativeImage.Parts partsToAsk(Architecture target, List<String> options) throws Exception {
    NativeImage.Parts parts = parts(target, options);
    List<Path> libraries = new ArrayList<>(List.of(workspace.module().resolve("src/main/c")));
    libraries.addAll(parts.libraries());
    return new NativeImage.Parts(
        target, options, libraries, parts.cFacts(), parts.trustStore(), security, parts.javaBase());
  }

  /// All of it that an executable for a target depends on.
  Inputs inputs(Architecture target, List<String> options) throws Exception {
    return new Inputs()
        .with("architecture", target.label())
        .with("jdk", jdk.version() + " sha256:" + jdk.modules())
        .with("zig", Pins.ZIG)
        .withAll(ImageBuilder.inputs(workspace))
        .withAll(sources.inputs())
        .withAll(new Shim(workspace, zig, steps, progress).inputs())
        .withAll(JdkLibraries.inputs(target))
        .withFile("java.security", security)
        .withFolder("c-facts", CFacts.committed(workspace, target))
        .withOptions("options", NativeImage.fixedOptions(target, options));
  }
}
