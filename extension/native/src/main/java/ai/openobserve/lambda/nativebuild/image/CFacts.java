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

/// Sizes, offsets and constants of C on a target, which the image builder asks a C compiler for by
/// compiling and running small programs. Their answers depend on libc and on the kernel's headers
/// alone, so they are committed, and a build for arm64 needs nothing that runs arm64 programs.
public final class CFacts {
  /// The builder asks in so many groups.
  private static final int FILES = 7;

  private CFacts() {}

  static Path committed(Build build, Architecture target) {
    return build.workspace().module().resolve("src/main/c-facts/" + target.label());
  }

  /// Asks again, and puts the answers in the place of the committed ones.
  ///
  /// @return the files whose content is new
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
        changed.add(old.getFileName() + " (gone)");
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
