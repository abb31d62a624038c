package ai.openobserve.lambda.nativebuild.image;

import ai.openobserve.lambda.nativebuild.fetch.ImageBuilder;
import ai.openobserve.lambda.nativebuild.fetch.Jdk;
import ai.openobserve.lambda.nativebuild.step.Build;
import ai.openobserve.lambda.nativebuild.step.Command;
import ai.openobserve.lambda.nativebuild.step.Inputs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The classes in `src/main/image`, which define what code the image builder omits and replaces.
/// They are compiled against the builder and added to the application's class path.
final class ImageClasses {
  private static final String PACKAGE = "ai.openobserve.lambda.image.";

  /// The builder's option that names the classes it calls while it builds the image.
  static final String FEATURES =
      "-H:Features="
          + String.join(
              ",", PACKAGE + "TlsServices", PACKAGE + "LeftOut", PACKAGE + "LeftOutFields");

  private final Build build;
  private final Jdk jdk;
  private final ImageBuilder builder;

  ImageClasses(Build build, Jdk jdk, ImageBuilder builder) {
    this.build = build;
    this.jdk = jdk;
    this.builder = builder;
  }

  private static Path source(Build build) {
    return build.workspace().module().resolve("src/main/image");
  }

  static Inputs inputs(Build build) throws IOException {
    return new Inputs().withFolder("image.classes", source(build));
  }

  /// The folder of the compiled classes, and of the lists they read.
  Path make(Application application) throws Exception {
    Inputs inputs = inputs(build).withAll(ImageBuilder.inputs(build)).with("jdk", jdk.version());
    for (Path library : application.libraries()) {
      inputs.withFile("library." + library.getFileName(), library);
    }
    return build.steps().run("image-classes", inputs, into -> compile(application, into));
  }

  private void compile(Application application, Path into) throws Exception {
    List<String> words =
        new ArrayList<>(
            List.of(
                jdk.tool("javac").toString(),
                "-proc:none",
                "-nowarn",
                "-g:none",
                "--add-modules",
                "jdk.internal.vm.ci",
                "--add-exports",
                "jdk.internal.vm.ci/jdk.vm.ci.meta=ALL-UNNAMED",
                "-cp",
                classPath(application),
                "-d",
                into.toString()));
    List<Path> files;
    try (Stream<Path> all = Files.walk(source(build))) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path file : files) {
      if (file.toString().endsWith(".java")) {
        words.add(file.toString());
      }
    }
    new Command(words)
        .run(
            build.log("image-classes"),
            "The classes in src/main/image do not compile: compare them with this version of the image builder and of the libraries.");
    for (Path file : files) {
      if (!file.toString().endsWith(".java")) {
        Path copy = into.resolve(source(build).relativize(file));
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private String classPath(Application application) throws IOException {
    try (Stream<Path> jars = Files.list(builder.jars())) {
      return String.join(
          ":",
          Stream.concat(
                  jars.filter(file -> file.toString().endsWith(".jar")).sorted(),
                  application.libraries().stream())
              .map(Path::toString)
              .toList());
    }
  }
}
