package ai.openobserve.lambda.nativebuild.image;

import ai.openobserve.lambda.nativebuild.step.Digest;
import ai.openobserve.lambda.nativebuild.step.Inputs;
import ai.openobserve.lambda.nativebuild.step.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/// What is compiled: the extension's jar and the libraries beside it.
///
/// @param libraries ordered by name, as on the class path
public record Application(Path jar, List<Path> libraries, String mainClass) {
  public static final String NAME = "o2-lambda-extension";

  public Application {
    libraries = List.copyOf(libraries);
  }

  public static Application in(Path target) throws IOException {
    Path jar = target.resolve(NAME + ".jar");
    if (!Files.exists(jar)) {
      throw new Problem(
          jar + " not found: run `mvn -pl extension -am package -DskipTests`, or make layers.");
    }
    List<Path> libraries;
    try (Stream<Path> files = Files.list(target.resolve("lib"))) {
      libraries = files.filter(f -> f.toString().endsWith(".jar")).sorted().toList();
    }
    try (JarFile file = new JarFile(jar.toFile())) {
      String main =
          Optional.ofNullable(file.getManifest())
              .map(Manifest::getMainAttributes)
              .map(a -> a.getValue(Attributes.Name.MAIN_CLASS))
              .orElseThrow(() -> new Problem(jar + " names no Main-Class."));
      return new Application(jar, libraries, main);
    }
  }

  List<Path> classPath() {
    List<Path> all = new ArrayList<>(List.of(jar));
    all.addAll(libraries);
    return all;
  }

  /// The jar is identified by the content of its files, because its manifest and Maven's metadata
  /// do not reach the image.
  public Inputs inputs() throws IOException {
    Inputs inputs =
        new Inputs()
            .with("application.main", mainClass)
            .with("application.classes", "sha256:" + contentOf(jar));
    for (Path library : libraries) {
      inputs.withFile("library." + library.getFileName(), library);
    }
    return inputs;
  }

  static String contentOf(Path jar) throws IOException {
    StringBuilder listing = new StringBuilder();
    try (JarFile file = new JarFile(jar.toFile())) {
      List<JarEntry> entries =
          file.stream()
              .filter(e -> !e.isDirectory())
              .filter(e ->
                  !e.getName().equals(JarFile.MANIFEST_NAME)
                      && !e.getName().startsWith("META-INF/maven/"))
              .sorted(java.util.Comparator.comparing(JarEntry::getName))
              .toList();
      for (JarEntry entry : entries) {
        try (var in = file.getInputStream(entry)) {
          listing
              .append(Digest.of(in.readAllBytes()))
              .append("  ")
              .append(entry.getName())
              .append('\n');
        }
      }
    }
    return Digest.of(listing.toString());
  }
}
