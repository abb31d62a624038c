package ai.openobserve.lambda.nativebuild.layer;

import ai.openobserve.lambda.nativebuild.fetch.Pins;
import ai.openobserve.lambda.nativebuild.fetch.Sources;
import ai.openobserve.lambda.nativebuild.fetch.Zig;
import ai.openobserve.lambda.nativebuild.image.Application;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/// The notices of everything whose code is in the executable: a list of the components, then the
/// licences, taken from the packages that were compiled.
final class Notices {
  private static final String RULE = "\n\n" + "-".repeat(80) + "\n";

  private final StringBuilder text = new StringBuilder();

  private Notices() {}

  static String of(List<Component> components, Application application, Sources sources, Zig zig)
      throws IOException {
    Notices notices = new Notices();
    notices.list(components, sources.jdk().release());
    for (Path jar : application.libraries()) {
      notices.ofJar(jar);
    }
    notices.add(
        "OpenJDK and the GraalVM native image runtime: GPL version 2 with the Classpath exception",
        sources.jdk().folder().resolve("LICENSE"));
    notices.add(
        "OpenJDK: the assembly exception", sources.jdk().folder().resolve("ASSEMBLY_EXCEPTION"));
    for (Path file : sorted(sources.jdk().folder().resolve("src/java.base/share/legal"))) {
      notices.add("OpenJDK, java.base: " + file.getFileName(), file);
    }
    notices.add("musl", zig.folder().resolve("lib/libc/musl/COPYRIGHT"));
    notices.add("zig, its compiler runtime", zig.folder().resolve("LICENSE"));
    notices.add("zlib", sources.zlib().folder().resolve("LICENSE"));
    notices.add("libdeflate", sources.libdeflate().folder().resolve("COPYING"));
    return notices.text.toString();
  }

  private void list(List<Component> components, String jdkRelease) {
    text.append("The executable ").append(Application.NAME);
    text.append(" contains code of these components; their licences follow.\n\n");
    for (Component c : components) {
      text.append("* ").append(c.name()).append(' ').append(c.version()).append(" (");
      text.append(c.licence()).append("), ").append(c.home()).append('\n');
    }
    text.append("\nThe sources of the components under the GPL: OpenJDK, release ")
        .append(jdkRelease)
        .append(", from https://github.com/openjdk;")
        .append(" the image runtime from https://github.com/oracle/graal, release ");
    text.append(Pins.BUILDER).append(".\n");
  }

  private void ofJar(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      List<JarEntry> entries =
          file.stream()
              .filter(e -> e.getName().matches("META-INF/[\\w-]*(LICENSE|NOTICE)[\\w.-]*"))
              .sorted(java.util.Comparator.comparing(JarEntry::getName))
              .toList();
      for (JarEntry entry : entries) {
        try (var in = file.getInputStream(entry)) {
          String content = new String(in.readAllBytes(), StandardCharsets.UTF_8);
          add(jar.getFileName() + ", " + entry.getName().substring("META-INF/".length()), content);
        }
      }
    }
  }

  private static List<Path> sorted(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private void add(String title, Path file) throws IOException {
    add(title, Files.readString(file, StandardCharsets.UTF_8));
  }

  private void add(String title, String content) {
    text.append(RULE).append(title).append(RULE.substring(1)).append('\n');
    text.append(content.strip()).append('\n');
  }
}
