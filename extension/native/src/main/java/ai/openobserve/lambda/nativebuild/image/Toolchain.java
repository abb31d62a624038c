package ai.openobserve.lambda.nativebuild.image;

import ai.openobserve.lambda.nativebuild.fetch.ImageBuilder;
import ai.openobserve.lambda.nativebuild.fetch.Jdk;
import ai.openobserve.lambda.nativebuild.fetch.Pins;
import ai.openobserve.lambda.nativebuild.fetch.Sources;
import ai.openobserve.lambda.nativebuild.fetch.Zig;
import ai.openobserve.lambda.nativebuild.step.Architecture;
import ai.openobserve.lambda.nativebuild.step.Build;
import ai.openobserve.lambda.nativebuild.step.Inputs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Everything that a build needs besides the application, fetched or built unless the user's cache
/// has it.
public final class Toolchain {
  private final Build build;
  private final Jdk jdk;
  private final Zig zig;
  private final Sources sources;
  private final ImageBuilder builder;
  private final Path trustStore;
  private final Path security;

  private Toolchain(
      Build build,
      Jdk jdk,
      Zig zig,
      Sources sources,
      ImageBuilder builder,
      Path trustStore,
      Path security) {
    this.build = build;
    this.jdk = jdk;
    this.zig = zig;
    this.sources = sources;
    this.builder = builder;
    this.trustStore = trustStore;
    this.security = security;
  }

  /// Fetches and builds what the cache lacks.
  ///
  /// @param environment the user's variables, which select the routes to the sources
  public static Toolchain ready(Build build, Map<String, String> environment) throws Exception {
    Jdk jdk = checkedJdk(build);
    Zig zig = Zig.fetched(build);
    ImageBuilder builder = ImageBuilder.fetched(build, jdk);
    Sources sources = Sources.fetched(build, environment);
    Path trustStore = TrustStore.make(build, sources);
    Path security = SecurityProperties.make(build, jdk);
    return new Toolchain(build, jdk, zig, sources, builder, trustStore, security);
  }

  private static Jdk checkedJdk(Build build) throws Exception {
    Jdk jdk = Jdk.running();
    String note = jdk.check();
    build.say("JDK " + jdk.version() + " in " + jdk.home());
    if (!note.isEmpty()) {
      build.say(note);
    }
    return jdk;
  }

  public Jdk jdk() {
    return jdk;
  }

  public Zig zig() {
    return zig;
  }

  public Sources sources() {
    return sources;
  }

  Path trustStore() {
    return trustStore;
  }

  Path security() {
    return security;
  }

  public NativeImage image() {
    return new NativeImage(jdk, builder, new ImageClasses(build, jdk, builder), build.progress());
  }

  /// The libraries, classes and facts of a target, with the image's options.
  public NativeImage.Parts parts(Architecture target, List<String> options) throws Exception {
    zig.prepare(target, build);
    List<Path> libraries =
        List.of(
            new Shim(build, zig).make(target),
            new JdkLibraries(build, jdk, zig, sources).make(target),
            new DeflateLibrary(build, zig, sources.libdeflate()).make(target));
    List<Path> javaBase = new ArrayList<>();
    ReferenceClass.make(build).ifPresent(javaBase::add);
    if (target != Architecture.ofThisMachine()) {
      javaBase.add(new Arm64Classes(build, jdk, zig).make());
    }
    return new NativeImage.Parts(
        target,
        options,
        libraries,
        CFacts.committed(build, target),
        trustStore,
        security,
        javaBase);
  }

  /// The parts for [CFacts#regenerate], with the folder of the shim's headers, whose facts it looks
  /// up too.
  public NativeImage.Parts partsToAsk(Architecture target, List<String> options) throws Exception {
    NativeImage.Parts parts = parts(target, options);
    List<Path> libraries =
        new ArrayList<>(List.of(build.workspace().module().resolve("src/main/c")));
    libraries.addAll(parts.libraries());
    return new NativeImage.Parts(
        target, options, libraries, parts.cFacts(), parts.trustStore(), security, parts.javaBase());
  }

  /// Everything in here that an executable for a target depends on.
  public Inputs inputs(Architecture target, List<String> options) throws Exception {
    return new Inputs()
        .with("architecture", target.label())
        .with("jdk", jdk.version() + " sha256:" + jdk.modules())
        .with("zig", Pins.ZIG)
        .withAll(ImageBuilder.inputs(build))
        .withAll(ImageClasses.inputs(build))
        .withAll(sources.inputs())
        .withAll(new Shim(build, zig).inputs())
        .withAll(JdkLibraries.inputs(target))
        .withAll(DeflateLibrary.inputs())
        .withAll(ReferenceClass.inputs())
        .withFile("java.security", security)
        .withFolder("c-facts", CFacts.committed(build, target))
        .withOptions("options", NativeImage.fixedOptions(target, options));
  }
}
