package ai.openobserve.lambda.nativebuild.fetch;

import ai.openobserve.lambda.nativebuild.step.Build;
import ai.openobserve.lambda.nativebuild.step.Command;
import ai.openobserve.lambda.nativebuild.step.Digest;
import ai.openobserve.lambda.nativebuild.step.Inputs;
import ai.openobserve.lambda.nativebuild.step.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The GraalVM project's image builder: thirteen jars from Maven Central, without the launcher and
/// the C libraries that a GraalVM distribution adds to them.
///
/// @param jars the folder they are in
/// @param patch classes that replace some of the builder's own
public record ImageBuilder(Path jars, Path patch) {
  public static final String MODULE = "org.graalvm.nativeimage.builder";

  public static ImageBuilder fetched(Build build, Jdk jdk) throws Exception {
    Path pom = build.workspace().module().resolve("builder/pom.xml");
    Path sums = build.workspace().module().resolve("builder/jars.sha256");
    Path jars =
        build
            .steps()
            .run(
                "image-builder",
                new Inputs().withFile("jars", sums),
                into -> download(build, jdk, pom, sums, into));
    Path source = build.workspace().module().resolve("src/main/builder-patch");
    Path patch =
        build
            .steps()
            .run(
                "builder-patch",
                new Inputs()
                    .withFolder("source", source)
                    .with("changed", BuilderClasses.VERSION)
                    .withFile("jars", sums)
                    .with("jdk", jdk.version()),
                into -> compile(build, jdk, jars, source, into));
    return new ImageBuilder(jars, patch);
  }

  public static Inputs inputs(Build build) throws IOException {
    return new Inputs()
        .with("builder", Pins.BUILDER)
        .withFile("builder.jars", build.workspace().module().resolve("builder/jars.sha256"))
        .with("builder.changed", BuilderClasses.VERSION)
        .withFolder("builder.patch", build.workspace().module().resolve("src/main/builder-patch"));
  }

  private static void download(Build build, Jdk jdk, Path pom, Path sums, Path into)
      throws Exception {
    Path mvn =
        Command.find("mvn")
            .orElseThrow(() ->
                new Problem(
                    "Maven is required to fetch the image builder: install it (Debian: apt-get install maven)."));
    new Command(
            mvn.toString(),
            "--batch-mode",
            "--no-transfer-progress",
            "-f",
            pom.toString(),
            "dependency:copy-dependencies",
            "-DoutputDirectory=" + into)
        .with("JAVA_HOME", jdk.home().toString())
        .in(into)
        .run(
            build.log("image-builder"),
            "Cannot fetch the image builder from Maven Central: check the network and Maven's settings.");
    verify(into, sums);
  }

  /// Requires exactly the jars in the list, with exactly these digests.
  static void verify(Path folder, Path sums) throws IOException {
    Map<String, String> expected = new TreeMap<>();
    for (String line : Files.readAllLines(sums)) {
      expected.put(line.substring(66), line.substring(0, 64));
    }
    Map<String, String> found = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".jar")).toList()) {
        found.put(file.getFileName().toString(), Digest.ofFile(file));
      }
    }
    if (!found.equals(expected)) {
      throw new Problem(
          "The image builder's jars are not those of builder/jars.sha256: expected "
              + expected
              + ", found "
              + found);
    }
  }

  private static void compile(Build build, Jdk jdk, Path jars, Path source, Path into)
      throws Exception {
    List<String> words =
        new ArrayList<>(
            List.of(
                jdk.tool("javac").toString(),
                "-proc:none",
                "-implicit:none",
                "-g:none",
                "--add-modules",
                "jdk.internal.vm.ci",
                "--add-exports",
                "jdk.internal.vm.ci/jdk.vm.ci.meta=ALL-UNNAMED",
                "-cp",
                jars.resolve("*").toString(),
                "-d",
                into.toString()));
    try (Stream<Path> files = Files.walk(source)) {
      files.filter(f -> f.toString().endsWith(".java")).map(Path::toString).forEach(words::add);
    }
    new Command(words)
        .run(
            build.log("image-builder"),
            "The replacement of the builder's class does not compile: compare it with the builder's version.");
    copyText(source, into);
    BuilderClasses.change(jars.resolve("svm-" + Pins.BUILDER + ".jar"), into);
  }

  /// What the replacing classes read.
  private static void copyText(Path source, Path into) throws IOException {
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".txt")).toList()) {
        Files.copy(file, into.resolve(source.relativize(file)));
      }
    }
  }

  /// Options with which the builder's JVM finds its modules. The compiler replaces the JDK's module
  /// of the same name.
  public List<String> modulePath() throws IOException {
    Path compiler = jars.resolve("compiler-" + Pins.BUILDER + ".jar");
    String others;
    try (Stream<Path> files = Files.list(jars)) {
      others =
          String.join(
              ":",
              files
                  .filter(f -> f.toString().endsWith(".jar") && !f.equals(compiler))
                  .map(Path::toString)
                  .sorted()
                  .toList());
    }
    return List.of("--upgrade-module-path", compiler.toString(), "--module-path", others);
  }
}
