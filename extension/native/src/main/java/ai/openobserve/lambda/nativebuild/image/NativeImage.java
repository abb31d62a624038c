package ai.openobserve.lambda.nativebuild.image;

import ai.openobserve.lambda.nativebuild.fetch.ImageBuilder;
import ai.openobserve.lambda.nativebuild.fetch.Jdk;
import ai.openobserve.lambda.nativebuild.fetch.Zig;
import ai.openobserve.lambda.nativebuild.step.Architecture;
import ai.openobserve.lambda.nativebuild.step.Command;
import ai.openobserve.lambda.nativebuild.step.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Calls the image builder as its launcher would.
public final class NativeImage {
  private static final String MAIN =
      ImageBuilder.MODULE + "/com.oracle.svm.hosted.NativeImageGeneratorRunner";

  /// The builder requires an identity for the image. A fixed one keeps images reproducible.
  private static final String BUILD_ID = "6f32e0d8-0000-4000-8000-6f326c617965";

  private final Jdk jdk;
  private final ImageBuilder builder;
  private final ImageClasses imageClasses;
  private final Progress progress;

  NativeImage(Jdk jdk, ImageBuilder builder, ImageClasses imageClasses, Progress progress) {
    this.jdk = jdk;
    this.builder = builder;
    this.imageClasses = imageClasses;
    this.progress = progress;
  }

  /// What the image is built from besides the application.
  ///
  /// @param options in the builder's syntax
  /// @param libraries folders with static libraries
  /// @param security the JDK's `java.security`, with fewer providers
  /// @param javaBase folders with classes that replace some of java.base's
  public record Parts(
      Architecture target,
      List<String> options,
      List<Path> libraries,
      Path cFacts,
      Path trustStore,
      Path security,
      List<Path> javaBase) {
    public Parts {
      options = List.copyOf(options);
      libraries = List.copyOf(libraries);
      javaBase = List.copyOf(javaBase);
    }
  }

  /// The options without paths: part of the identity of the image.
  static List<String> fixedOptions(Architecture target, List<String> options) {
    List<String> all = new ArrayList<>(BuilderJvm.fixedOptions());
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
    if (Zig.keepsSymbols()) {
      all.add("-H:-DeleteLocalSymbols");
    }
    all.add(ImageClasses.FEATURES);
    return all;
  }

  private static List<String> platform(Architecture target) {
    return List.of(
        "-Dsvm.targetPlatformOS=linux", "-Dsvm.targetPlatformArch=" + target.builderName());
  }

  /// Builds the executable `into/o2-lambda-extension`.
  public void build(
      Application application, Parts parts, Path compiler, Path into, Path log, List<String> more)
      throws Exception {
    List<String> words = jvm(parts, into);
    words.addAll(List.of("--module", MAIN));
    words.addAll(List.of("-keepalive", "/proc/" + ProcessHandle.current().pid() + "/comm"));
    List<Path> classPath = new ArrayList<>(application.classPath());
    classPath.add(imageClasses.make(application));
    words.addAll(List.of("-imagecp", joined(classPath)));
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
        .run(log, "Cannot build the image for " + parts.target().label() + ".");
  }

  /// Shows the builder's headings and how well the order of the code still fits; the rest is in the
  /// log.
  private void tell(String line) {
    String text = line.strip();
    boolean heading = text.startsWith("[") && text.contains("/8]");
    if (heading || text.startsWith("first-methods.txt:")) {
      progress.say("    " + text);
    } else if (!text.isEmpty()) {
      progress.latest(text);
    }
  }

  private List<String> jvm(Parts parts, Path into) throws IOException {
    List<String> words = new ArrayList<>(List.of(jdk.tool("java").toString()));
    words.addAll(BuilderJvm.FLAGS);
    words.addAll(platform(parts.target()));
    // Two equals signs replace the JDK's own file, which depends on the machine.
    words.add("-Djava.security.properties==" + parts.security());
    words.add("-Djavax.net.ssl.trustStore=" + parts.trustStore());
    words.add("-Djavax.net.ssl.trustStorePassword=" + TrustStore.PASSWORD);
    words.addAll(builder.modulePath());
    words.addAll(BuilderJvm.modules());
    words.add("--patch-module=" + ImageBuilder.MODULE + "=" + builder.patch());
    if (!parts.javaBase().isEmpty()) {
      words.add("--patch-module=java.base=" + joined(parts.javaBase()));
    }
    words.add("@" + BuilderJvm.exports(into));
    return words;
  }

  private static String joined(List<Path> paths) {
    return String.join(":", paths.stream().map(Path::toString).toList());
  }
}
