package ai.openobserve.lambda.nativebuild;

import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Calls the image builder as its launcher would.
final class NativeImage {
  private static final String MAIN =
      ImageBuilder.MODULE + "/com.oracle.svm.hosted.NativeImageGeneratorRunner";

  /// The builder wants an identity for the image; a fixed one, so that it is no reason for two
  /// images to differ.
  private static final String BUILD_ID = "6f32e0d8-0000-4000-8000-6f326c617965";

  private static final List<String> JVM =
      List.of(
          // Without this the build succeeds and the image dies at its start.
          "--enable-native-access=" + ImageBuilder.MODULE,
          "--sun-misc-unsafe-memory-access=allow",
          "-XX:+UnlockExperimentalVMOptions",
          "-XX:+EnableJVMCI",
          "-XX:-UseJVMCICompiler",
          "-XX:+UseParallelGC",
          "-Xss10m",
          "-Xms1g",
          "-Xmx2560m",
          "-Xshare:off",
          "-Djava.system.class.loader=com.oracle.svm.hosted.NativeImageSystemClassLoader",
          "-Dorg.graalvm.nativeimage.imagecode=buildtime",
          "-Dcom.oracle.graalvm.isaot=true",
          "-Djava.awt.headless=true",
          "-Duser.language=en",
          "-Duser.country=US",
          "-Dorg.graalvm.version=" + Pins.BUILDER,
          "-Dorg.graalvm.vendor=OpenObserve Lambda layer",
          "-Dorg.graalvm.vendorurl=https://openobserve.ai",
          "-Dorg.graalvm.vendorversion=OpenObserve Lambda layer",
          "-Dtruffle.TrustAllTruffleRuntimeProviders=true",
          "-Dtruffle.TruffleRuntime=com.oracle.truffle.api.impl.DefaultTruffleRuntime",
          "-Dgraalvm.ForcePolyglotInvalid=true",
          "-Dgraalvm.locatorDisabled=true",
          "-Dsubstratevm.HostLibC=glibc",
          "-Djdk.reflect.useOldSerializableConstructor=true",
          "-Djdk.internal.lambda.disableEagerInitialization=true",
          "-Djdk.internal.lambda.eagerlyInitialize=false",
          "-Djava.lang.invoke.InnerClassLambdaMetafactory.initializeLambdas=false",
          "-Djava.lang.invoke.MethodHandle.DONT_INLINE_THRESHOLD=-1",
          "-Djava.lang.invoke.MethodHandle.PROFILE_GWT=false");

  /// Whose inner packages the builder looks into.
  private static final List<String> OPENED =
      List.of(
          "java.base",
          "java.management",
          "jdk.management",
          "jdk.internal.vm.ci",
          "jdk.jfr",
          "java.instrument",
          "java.xml",
          "jdk.zipfs",
          "jdk.httpserver",
          "java.logging",
          "java.sql",
          "java.naming",
          "java.rmi",
          "jdk.unsupported",
          "java.prefs",
          "java.desktop",
          "jdk.localedata",
          "jdk.crypto.cryptoki",
          "jdk.management.agent",
          "java.security.sasl",
          "java.security.jgss",
          "jdk.internal.jvmstat",
          "jdk.net",
          "jdk.jartool",
          "jdk.attach");

  private static final String OPENED_TO =
      String.join(
          ",",
          ImageBuilder.MODULE,
          "org.graalvm.nativeimage.base",
          "org.graalvm.nativeimage.pointsto",
          "org.graalvm.nativeimage.objectfile",
          "org.graalvm.nativeimage.configure",
          "org.graalvm.nativeimage",
          "org.graalvm.nativeimage.libgraal",
          "jdk.graal.compiler",
          "org.graalvm.truffle.compiler",
          "org.graalvm.espresso.shared.svm",
          "ALL-UNNAMED");

  /// Modules beyond java.base: three that the extension's libraries need, and one that the builder
  /// looks for.
  private static final String MODULES = "jdk.net,jdk.unsupported,java.logging,jdk.attach";

  /// All modules that the builder's JVM sees, with those they require. What it sees reaches the
  /// image: providers of charsets, locales and security services, and the descriptions of the
  /// modules themselves.
  private static final String LIMIT = ImageBuilder.MODULE + "," + MODULES;

  private final Jdk jdk;
  private final ImageBuilder builder;
  private final Progress progress;

  NativeImage(Jdk jdk, ImageBuilder builder, Progress progress) {
    this.jdk = jdk;
    this.builder = builder;
    this.progress = progress;
  }

  /// What the image is made from, beside the application.
  ///
  /// @param options in the builder's words
  /// @param libraries folders with static libraries
  /// @param security the JDK's `java.security`, with fewer providers
  /// @param javaBase classes that replace some of java.base's, for a target other than this machine
  record Parts(
      Architecture target,
      List<String> options,
      List<Path> libraries,
      Path cFacts,
      Path trustStore,
      Path security,
      Optional<Path> javaBase) {
    Parts {
      options = List.copyOf(options);
      libraries = List.copyOf(libraries);
    }
  }

  /// The options that name no place: part of the identity of the image.
  static List<String> fixedOptions(Architecture target, List<String> options) {
    List<String> all = new ArrayList<>(JVM);
    all.addAll(OPENED);
    all.add(OPENED_TO);
    all.add(MODULES);
    all.add(LIMIT);
    all.addAll(platform(target));
    all.addAll(builderOptions(target, options));
    return all;
  }

  private static List<String> builderOptions(Architecture target, List<String> options) {
    List<String> all = new ArrayList<>();
    all.add("-H:+UnlockExperimentalVMOptions");
    all.add("-H:ImageBuildID=" + BUILD_ID);
    all.add("-H:TargetPlatform=linux-" + target.builderName());
    all.add("-H:MicroArchitecture=" + target.microArchitecture());
    all.addAll(options);
    return all;
  }

  private static List<String> platform(Architecture target) {
    return List.of(
        "-Dsvm.targetPlatformOS=linux", "-Dsvm.targetPlatformArch=" + target.builderName());
  }

  /// Makes the executable `into/o2-lambda-extension`.
  void build(
      Application application, Parts parts, Path compiler, Path into, Path log, List<String> more)
      throws Exception {
    List<String> words = jvm(parts, into);
    words.addAll(List.of("--module", MAIN));
    words.addAll(List.of("-keepalive", "/proc/" + ProcessHandle.current().pid() + "/comm"));
    words.addAll(List.of("-imagecp", joined(application.classPath())));
    words.addAll(builderOptions(parts.target(), parts.options()));
    words.add("-H:Class=" + application.mainClass());
    words.add("-H:Name=" + Application.NAME);
    words.add("-H:Path=" + into);
    words.add(
        "-H:CLibraryPath="
            + String.join(",", parts.libraries().stream().map(Path::toString).toList()));
    words.add("-H:CCompilerPath=" + compiler);
    words.add("-H:CAPCacheDir=" + parts.cFacts());
    words.addAll(more);
    Files.deleteIfExists(log);
    new Command(words)
        .in(into)
        .with("LC_ALL", "C.UTF-8")
        .with("TZ", "UTC")
        .with("USE_NATIVE_IMAGE_JAVA_PLATFORM_MODULE_SYSTEM", "true")
        .tell(this::tell)
        .run(log, "The image for " + parts.target().label() + " was not made.");
  }

  /// The builder's own headings are worth a line; the rest is in the log.
  private void tell(String line) {
    String text = line.strip();
    if (text.startsWith("[") && text.contains("/8]")) {
      progress.say("    " + text);
    } else if (!text.isEmpty()) {
      progress.latest(text);
    }
  }

  private List<String> jvm(Parts parts, Path into) throws IOException {
    List<String> words = new ArrayList<>(List.of(jdk.tool("java").toString()));
    words.addAll(JVM);
    words.addAll(platform(parts.target()));
    // Two equals signs: instead of the JDK's own file, which is the machine's matter.
    words.add("-Djava.security.properties==" + parts.security());
    words.add("-Djavax.net.ssl.trustStore=" + parts.trustStore());
    words.add("-Djavax.net.ssl.trustStorePassword=" + TrustStore.PASSWORD);
    words.addAll(builder.modulePath());
    words.addAll(List.of("--add-modules", MODULES, "--limit-modules", LIMIT));
    words.add("--patch-module=" + ImageBuilder.MODULE + "=" + builder.patch());
    parts.javaBase().ifPresent(classes -> words.add("--patch-module=java.base=" + classes));
    words.add("@" + exports(into));
    return words;
  }

  private static Path exports(Path into) throws IOException {
    StringBuilder lines = new StringBuilder();
    Map<String, List<String>> packages = new TreeMap<>();
    for (String module : OPENED) {
      ModuleFinder.ofSystem()
          .find(module)
          .ifPresent(
              m -> packages.put(module, m.descriptor().packages().stream().sorted().toList()));
    }
    packages.forEach((module, names) ->
        names.forEach(name ->
            lines
                .append("--add-exports=")
                .append(module)
                .append('/')
                .append(name)
                .append('=')
                .append(OPENED_TO)
                .append('\n')));
    return Files.writeString(into.resolve("exports"), lines.toString());
  }

  private static String joined(List<Path> paths) {
    return String.join(":", paths.stream().map(Path::toString).toList());
  }
}
