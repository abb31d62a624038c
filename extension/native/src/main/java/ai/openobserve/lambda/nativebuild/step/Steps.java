package ai.openobserve.lambda.nativebuild.step;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Runs steps. A step is a folder built from inputs: its name contains the digest of the inputs, so
/// an existing folder is the result, and nothing is built twice. It appears atomically, so several
/// builds may share the same place.
public final class Steps {
  /// How many results of a step to keep; older ones are deleted when a new one is added.
  private static final int KEPT = 6;

  private final Path place;
  private final Progress progress;

  Steps(Path place, Progress progress) {
    this.place = place;
    this.progress = progress;
  }

  /// Fills a new, empty folder.
  public interface Action {
    void into(Path folder) throws Exception;
  }

  /// The folder built from these inputs; its file `inputs` lists them.
  public Path run(String name, Inputs inputs, Action action) throws Exception {
    Path result = place.resolve(name + "-" + inputs.digest().substring(0, 24));
    if (Files.isDirectory(result)) {
      Files.setLastModifiedTime(result, FileTime.from(java.time.Instant.now()));
      progress.say(name + ": unchanged");
      return result;
    }
    progress.say(name);
    Files.createDirectories(place);
    Path making = Files.createTempDirectory(place, ".making-" + name + "-");
    try {
      progress.during(() -> action.into(making));
      Files.writeString(making.resolve("inputs"), inputs.text());
      publish(making, result);
    } finally {
      delete(making);
    }
    dropOldest(name, result);
    progress.say(name + ": done");
    return result;
  }

  private static void publish(Path making, Path result) throws IOException {
    try {
      Files.move(making, result, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      // Another build with the same inputs was faster: its result is equivalent.
      if (!Files.isDirectory(result)) {
        throw e;
      }
    }
  }

  private void dropOldest(String name, Path newest) throws IOException {
    List<Path> older;
    try (Stream<Path> all = Files.list(place)) {
      older =
          all.filter(p -> p.getFileName().toString().matches(name + "-[0-9a-f]{24}"))
              .filter(p -> !p.equals(newest))
              .sorted(Comparator.comparing(Steps::lastUsed).reversed())
              .skip(KEPT - 1)
              .toList();
    }
    for (Path p : older) {
      delete(p);
    }
  }

  private static FileTime lastUsed(Path folder) {
    try {
      return Files.getLastModifiedTime(folder);
    } catch (IOException e) {
      return FileTime.fromMillis(0);
    }
  }

  /// Deletes a folder and everything in it, if it exists.
  public static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path p : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(p);
      }
    }
  }
}
