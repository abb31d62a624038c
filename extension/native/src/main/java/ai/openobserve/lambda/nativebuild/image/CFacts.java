package ai.openobserve.lambda.nativebuild.image;

import ai.openobserve.lambda.nativebuild.fetch.Zig;
import ai.openobserve.lambda.nativebuild.step.Architecture;
import ai.openobserve.lambda.nativebuild.step.Build;
import ai.openobserve.lambda.nativebuild.step.Problem;
import ai.openobserve.lambda.nativebuild.step.Steps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Sizes, offsets and constants of C on a target, which the image builder finds by compiling and
/// running small programs. They depend only on libc and the kernel's headers, so they are
/// committed, and a build for arm64 need not run arm64 programs.
public final class CFacts {
  /// How many groups of facts the builder looks up, each in a file.
  private static final int FILES = 7;

  private CFacts() {}

  static Path committed(Build build, Architecture target) {
    return build.workspace().module().resolve("src/main/c-facts/" + target.label());
  }

  /// Looks them up again and replaces the committed ones.
  ///
  /// @return the files that changed
  public static List<String> regenerate(
      Build build,
      NativeImage image,
      Application application,
      NativeImage.Parts parts,
      Zig zig,
      Optional<Path> runner)
      throws Exception {
    Path folder = Files.createTempDirectory("o2-c-facts-");
    try {
      Path answers = Files.createDirectory(folder.resolve("answers"));
      NativeImage.Parts asking =
          new NativeImage.Parts(
              parts.target(),
              parts.options(),
              parts.libraries(),
              answers,
              parts.trustStore(),
              parts.security(),
              parts.javaBase());
      image.build(
          application,
          asking,
          zig.wrapper(folder, parts.target(), runner),
          folder,
          build.log("c-facts-" + parts.target().label()),
          List.of("-H:-UseCAPCache", "-H:+NewCAPCache", "-H:+ExitAfterCAPCache"));
      return replace(answers, committed(build, parts.target()));
    } finally {
      Steps.delete(folder);
    }
  }

  private static List<String> replace(Path answers, Path committed) throws IOException {
    List<Path> files = list(answers);
    if (files.size() != FILES) {
      throw new Problem(
          "The builder wrote "
              + files.size()
              + " files of C facts, expected "
              + FILES
              + ": see the log c-facts, and set the number in CFacts.java if the builder changed.");
    }
    Files.createDirectories(committed);
    List<String> changed = new ArrayList<>();
    for (Path old : list(committed)) {
      if (!Files.exists(answers.resolve(old.getFileName()))) {
        Files.delete(old);
        changed.add(old.getFileName() + " (removed)");
      }
    }
    for (Path file : files) {
      Path old = committed.resolve(file.getFileName());
      if (!Files.exists(old) || Files.mismatch(file, old) >= 0) {
        Files.copy(file, old, StandardCopyOption.REPLACE_EXISTING);
        changed.add(file.getFileName().toString());
      }
    }
    return changed;
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(".cap")).sorted().toList();
    }
  }
}
