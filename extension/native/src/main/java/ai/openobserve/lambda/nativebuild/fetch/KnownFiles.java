package ai.openobserve.lambda.nativebuild.fetch;

import ai.openobserve.lambda.nativebuild.step.Build;
import ai.openobserve.lambda.nativebuild.step.Digest;
import ai.openobserve.lambda.nativebuild.step.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The files in one release's sources that a build uses, with their SHA-256: C files that are
/// linked, the headers they include, certificates and licences. A tarball from any source is
/// accepted if these files match.
///
/// @param release such as `openjdk-25.0.3+9`
/// @param digests by path in the tarball, below its first folder
public record KnownFiles(String release, SortedMap<String, String> digests) {
  private static final String SUFFIX = ".sha256";

  private static final int DIGITS = 64;

  /// Copies the digests.
  public KnownFiles {
    digests = Collections.unmodifiableSortedMap(new TreeMap<>(digests));
  }

  /// The committed lists of one package, ordered by name.
  static List<KnownFiles> committed(Build build, String name) throws IOException {
    List<KnownFiles> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder(build))) {
      for (Path file : files.filter(f -> isListOf(name, f)).sorted().toList()) {
        all.add(read(file));
      }
    }
    if (all.isEmpty()) {
      throw new Problem(folder(build) + " has no list of files of " + name + ".");
    }
    return all;
  }

  private static Path folder(Build build) {
    return build.workspace().module().resolve("src/main/sources");
  }

  private static boolean isListOf(String name, Path file) {
    String text = file.getFileName().toString();
    return text.startsWith(name + "-") && text.endsWith(SUFFIX);
  }

  /// Reads lines as `sha256sum` writes them.
  static KnownFiles read(Path file) throws IOException {
    SortedMap<String, String> digests = new TreeMap<>();
    for (String line : Files.readAllLines(file)) {
      digests.put(line.substring(DIGITS + 2), line.substring(0, DIGITS));
    }
    String name = file.getFileName().toString();
    return new KnownFiles(name.substring(0, name.length() - SUFFIX.length()), digests);
  }

  /// The list that an unpacked tree matches best.
  static KnownFiles closest(List<KnownFiles> lists, Path tree) throws IOException {
    Map<KnownFiles, Integer> distances = new TreeMap<>(Comparator.comparing(KnownFiles::release));
    for (KnownFiles list : lists) {
      distances.put(list, list.differences(tree).size());
    }
    return Collections.min(distances.entrySet(), Map.Entry.comparingByValue()).getKey();
  }

  /// The files that are missing or differ, one line each; empty if the tree can be trusted.
  List<String> differences(Path tree) throws IOException {
    List<String> all = new ArrayList<>();
    for (Map.Entry<String, String> one : digests.entrySet()) {
      Path file = tree.resolve(one.getKey());
      if (!Files.isRegularFile(file)) {
        all.add(one.getKey() + " is missing");
      } else if (!Digest.ofFile(file).equals(one.getValue())) {
        all.add(one.getKey() + " differs");
      }
    }
    return all;
  }

  /// Deletes everything else, so that nothing unlisted can get into a build.
  void prune(Path tree) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(tree)) {
      files = all.filter(f -> !Files.isDirectory(f)).toList();
    }
    for (Path file : files) {
      if (!digests.containsKey(tree.relativize(file).toString())) {
        Files.delete(file);
      }
    }
  }

  /// The C files to compile, as paths in the tree.
  List<String> cFiles() {
    return digests.keySet().stream().filter(path -> path.endsWith(".c")).toList();
  }
}
