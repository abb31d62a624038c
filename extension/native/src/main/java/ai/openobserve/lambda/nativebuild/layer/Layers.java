package ai.openobserve.lambda.nativebuild.layer;

import ai.openobserve.lambda.nativebuild.image.Application;
import ai.openobserve.lambda.nativebuild.image.CFacts;
import ai.openobserve.lambda.nativebuild.image.ExecutableCheck;
import ai.openobserve.lambda.nativebuild.image.GraalVm;
import ai.openobserve.lambda.nativebuild.image.ImageOptions;
import ai.openobserve.lambda.nativebuild.image.NativeImage;
import ai.openobserve.lambda.nativebuild.image.Toolchain;
import ai.openobserve.lambda.nativebuild.step.Architecture;
import ai.openobserve.lambda.nativebuild.step.Build;
import ai.openobserve.lambda.nativebuild.step.Inputs;
import ai.openobserve.lambda.nativebuild.step.Problem;
import ai.openobserve.lambda.nativebuild.step.Steps;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.jar.JarFile;

/// Creates the layers: for each architecture the executable and its zip and, next to the zip, its
/// inputs and bill of materials.
public final class Layers {
  /// Options that do not change the image: the log lists what it consists of.
  private static final List<String> LOCAL_OPTIONS =
      List.of(
          "-H:+UseCAPCache",
          "-H:+PrintHeapHistogram",
          "-H:+PrintMethodHistogram",
          "-H:+PrintImageElementSizes");

  private final Build build;
  private final Toolchain tools;
  private final Application application;
  private final List<String> options;
  private final Optional<GraalVm> graalVm;

  public Layers(Build build, Toolchain tools, Optional<GraalVm> graalVm) throws Exception {
    this.build = build;
    this.tools = tools;
    this.graalVm = graalVm;
    this.application = Application.in(build.workspace().target());
    this.options = ImageOptions.forBuilder(ImageOptions.in(application.jar()));
  }

  public void make(Architecture target) throws Exception {
    if (graalVm.isPresent() && target != Architecture.ofThisMachine()) {
      build.say(
          "layer "
              + target.label()
              + ": skipped, a GraalVM distribution compiles only for its own architecture");
      return;
    }
    Inputs inputs = inputs(target);
    Path zip = build.workspace().target().resolve(Application.NAME + "-" + target.label() + ".zip");
    Path executable =
        build.workspace().target().resolve("native/" + target.label() + "/" + Application.NAME);
    if (upToDate(zip, executable, inputs)) {
      build.say("layer " + target.label() + ": unchanged, " + zip);
      return;
    }
    Path image = image(target, inputs);
    Files.createDirectories(executable.getParent());
    Files.copy(
        image.resolve(Application.NAME),
        executable,
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.COPY_ATTRIBUTES);
    pack(target, executable, inputs, zip);
    build.say(
        String.format(
            Locale.ROOT,
            "layer %s: %s, %.2f MB (executable %.2f MB), inputs sha256:%s",
            target.label(),
            zip,
            Files.size(zip) / 1e6,
            Files.size(executable) / 1e6,
            inputs.digest()));
  }

  private Inputs inputs(Architecture target) throws Exception {
    Inputs inputs =
        graalVm.isPresent() ? graalVm.get().inputs(target, tools) : tools.inputs(target, options);
    return inputs
        .withAll(application.inputs())
        .with("application.version", version())
        .withFile("licence", build.workspace().project().resolve("LICENSE"));
  }

  private static boolean upToDate(Path zip, Path executable, Inputs inputs) throws Exception {
    return Files.exists(executable)
        && LayerZip.inputsOf(zip).equals(Optional.of(inputs.text()))
        && Files.exists(besides(zip, ".inputs"))
        && Files.exists(besides(zip, ".cdx.json"))
        && Files.readString(besides(zip, ".inputs")).equals(inputs.text());
  }

  private static Path besides(Path zip, String suffix) {
    return zip.resolveSibling(zip.getFileName() + suffix);
  }

  private Path image(Architecture target, Inputs inputs) throws Exception {
    if (graalVm.isPresent()) {
      return build
          .steps()
          .run(
              "image-graalvm-" + target.label(),
              inputs,
              into -> {
                graalVm.get().build(application, tools, target, into, log(target), build);
                ExecutableCheck.checkAndRun(build, into.resolve(Application.NAME), target);
              });
    }
    NativeImage.Parts parts = tools.parts(target, options);
    return build.steps().run("image-" + target.label(), inputs, into -> build(parts, into));
  }

  private Path log(Architecture target) {
    return build.log("image-" + target.label());
  }

  private void build(NativeImage.Parts parts, Path into) throws Exception {
    Architecture target = parts.target();
    Path work = Files.createTempDirectory("o2-image-");
    try {
      tools
          .image()
          .build(
              application,
              parts,
              tools.zig().wrapper(work, target, Optional.empty()),
              work,
              log(target),
              LOCAL_OPTIONS);
      ExecutableCheck.checkAndRun(build, work.resolve(Application.NAME), target);
      Files.copy(
          work.resolve(Application.NAME),
          into.resolve(Application.NAME),
          StandardCopyOption.COPY_ATTRIBUTES);
    } finally {
      Steps.delete(work);
    }
  }

  private void pack(Architecture target, Path executable, Inputs inputs, Path zip)
      throws Exception {
    List<Component> components =
        Component.all(
            application,
            tools.jdk().version(),
            tools.sources().zlibVersion(),
            tools.sources().libdeflateVersion());
    new LayerZip()
        .executable(LayerZip.EXECUTABLE, Files.readAllBytes(executable))
        .file(LayerZip.INPUTS, inputs.text())
        .file(
            LayerZip.ABOUT + "LICENSE",
            Files.readString(build.workspace().project().resolve("LICENSE")))
        .file(
            LayerZip.ABOUT + "THIRD-PARTY-NOTICES",
            Notices.of(components, application, tools.sources(), tools.zig()))
        .writeTo(zip);
    Files.writeString(
        besides(zip, ".cdx.json"),
        Sbom.of(target, version(), inputs.digest(), components, tools.jdk()));
    // Written last: if it exists, everything else does.
    Files.writeString(besides(zip, ".inputs"), inputs.text());
  }

  private String version() throws Exception {
    try (JarFile jar = new JarFile(application.jar().toFile())) {
      var entry =
          jar.getEntry(
              "META-INF/maven/ai.openobserve.lambda/" + Application.NAME + "/pom.properties");
      if (entry == null) {
        throw new Problem(application.jar() + " does not state its version: build it with Maven.");
      }
      Properties properties = new Properties();
      try (var in = jar.getInputStream(entry)) {
        properties.load(in);
      }
      return properties.getProperty("version", "unknown");
    }
  }

  /// Regenerates the C facts.
  public void regenerateCFacts(Architecture target, Optional<Path> runner) throws Exception {
    build.say("C facts for " + target.label());
    NativeImage.Parts parts = tools.partsToAsk(target, options);
    List<String> changed = new ArrayList<>();
    build
        .progress()
        .during(() ->
            changed.addAll(
                CFacts.regenerate(build, tools.image(), application, parts, tools.zig(), runner)));
    build.say(
        "C facts for "
            + target.label()
            + (changed.isEmpty() ? ": unchanged" : ": changed " + changed));
  }
}
