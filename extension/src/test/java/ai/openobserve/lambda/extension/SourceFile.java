package ai.openobserve.lambda.extension;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A source file of the extension.
///
/// @param room its package below the root package, empty for the root package
/// @param text without comments
record SourceFile(Path path, String room, String text) {
  static final String ROOT = "ai.openobserve.lambda.extension";

  /// All of them. Tests are run in the module's folder.
  static List<SourceFile> all() throws IOException {
    Path root = Path.of("src/main/java", ROOT.split("\\.", -1));
    List<SourceFile> files = new ArrayList<>();
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.filter(p -> p.toString().endsWith(".java")).sorted().toList()) {
        String room = root.relativize(path.getParent()).toString();
        String text = Files.readString(path).replaceAll("(?m)^\\s*//.*$", "");
        files.add(new SourceFile(path, room, text));
      }
    }
    return files;
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
