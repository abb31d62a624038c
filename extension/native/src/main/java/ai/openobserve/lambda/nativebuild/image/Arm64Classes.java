package ai.openobserve.lambda.nativebuild.image;

import ai.openobserve.lambda.nativebuild.fetch.Jdk;
import ai.openobserve.lambda.nativebuild.fetch.Pins;
import ai.openobserve.lambda.nativebuild.fetch.Zig;
import ai.openobserve.lambda.nativebuild.step.Architecture;
import ai.openobserve.lambda.nativebuild.step.Build;
import ai.openobserve.lambda.nativebuild.step.Inputs;
import ai.openobserve.lambda.nativebuild.step.Problem;
import ai.openobserve.lambda.nativebuild.step.Steps;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// java.base for a target other than this machine. javac writes C constants into the classes of
/// sun.nio.fs, and two of them differ between x86_64 and arm64. The C compiler supplies the
/// target's values, which replace the others in the classes.
final class Arm64Classes {
  private static final String PACKAGE = "sun/nio/fs/";

  private static final Pattern ANSWER = Pattern.compile("@@(\\w+) [$#]?(-?\\d+)");

  /// Definitions from the JDK's own build, because Linux has no constants with these names.
  private static final String DEFINITIONS =
      """
      #define _GNU_SOURCE
      #include <errno.h>
      #include <fcntl.h>
      #include <unistd.h>
      #include <dlfcn.h>
      #include <sys/stat.h>
      #include <sys/types.h>
      #define XATTR_NOT_FOUND ENODATA
      #define S_IAMB (S_IRUSR|S_IWUSR|S_IXUSR|S_IRGRP|S_IWGRP|S_IXGRP|S_IROTH|S_IWOTH|S_IXOTH)
      #define ATTR_CMN_CRTIME 0
      #define ATTR_CMN_MODTIME 0
      #define ATTR_CMN_ACCTIME 0
      #define FSOPT_NOFOLLOW 0
      #ifndef UTIME_NOW
      #define UTIME_NOW 0
      #endif
      """;

  private final Build build;
  private final Jdk jdk;
  private final Zig zig;

  Arm64Classes(Build build, Jdk jdk, Zig zig) {
    this.build = build;
    this.jdk = jdk;
    this.zig = zig;
  }

  /// The folder with the classes that differ.
  Path make() throws Exception {
    Inputs inputs = new Inputs().with("jdk", jdk.modules()).with("zig", Pins.ZIG);
    return build.steps().run("arm64-classes", inputs, this::write);
  }

  private void write(Path into) throws Exception {
    FlagConstants here = FlagConstants.of(constantsHere());
    FlagConstants there = FlagConstants.of(constantsThere(into));
    Path target = Files.createDirectories(into.resolve(PACKAGE));
    int written = 0;
    for (Path file : classes()) {
      byte[] original = Files.readAllBytes(file);
      byte[] rewritten = here.replaced(original, there);
      if (!Arrays.equals(rewritten, original)) {
        Files.write(target.resolve(file.getFileName().toString()), rewritten);
        written++;
      }
    }
    if (written == 0) {
      throw new Problem("No class of sun.nio.fs has the constants: see FlagConstants.java.");
    }
  }

  private static List<Path> classes() throws IOException {
    Path folder =
        FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules/java.base/" + PACKAGE);
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(".class")).sorted().toList();
    }
  }

  /// The C constants in this machine's JDK (`UnixConstants`).
  private static Map<String, Integer> constantsHere() throws IOException {
    for (Path file : classes()) {
      if (file.endsWith("UnixConstants.class")) {
        return FlagConstants.fields(Files.readAllBytes(file));
      }
    }
    throw new Problem("This JDK has no sun.nio.fs.UnixConstants: it is not one for Linux.");
  }

  /// The same constants on the target; all but two must be equal.
  private Map<String, Integer> constantsThere(Path into) throws Exception {
    Map<String, Integer> here = constantsHere();
    Path folder = Files.createTempDirectory(into, "ask-");
    try {
      Map<String, Integer> there = ask(List.copyOf(here.keySet()), folder);
      FlagConstants.requireSameButFlags(here, there);
      return there;
    } finally {
      Steps.delete(folder);
    }
  }

  /// The values on the target, read from the compiler's assembly so that nothing has to run there.
  private Map<String, Integer> ask(List<String> names, Path folder) throws Exception {
    StringBuilder program = new StringBuilder(DEFINITIONS).append("void answers(void) {\n");
    for (String name : names) {
      // A name that the target does not have is 0, as in the JDK's own build.
      program
          .append("#ifndef ")
          .append(name)
          .append("\n#define ")
          .append(name)
          .append(" O2_")
          .append(name);
      program.append("\nenum { O2_").append(name).append(" = 0 };\n#endif\n");
      program
          .append("__asm__ volatile(\".ascii \\\"@@")
          .append(name)
          .append(" %c0\\\"\" :: \"i\"(")
          .append(name)
          .append("));\n");
    }
    Path source = Files.writeString(folder.resolve("answers.c"), program.append("}\n").toString());
    Path assembly = folder.resolve("answers.s");
    zig.cc(Architecture.ARM64, List.of("-S", "-o", assembly.toString(), source.toString()))
        .run(
            build.log("arm64-classes"),
            "The C compiler does not know a constant of sun.nio.fs: see Arm64Classes.java.");
    Map<String, Integer> values = parse(Files.readString(assembly));
    if (!values.keySet().containsAll(names)) {
      throw new Problem(
          "The C compiler gave "
              + values.size()
              + " of "
              + names.size()
              + " constants of sun.nio.fs: see Arm64Classes.java.");
    }
    return values;
  }

  static Map<String, Integer> parse(String assembly) {
    Map<String, Integer> values = new TreeMap<>();
    Matcher matcher = ANSWER.matcher(assembly);
    while (matcher.find()) {
      values.put(matcher.group(1), (int) Long.parseLong(matcher.group(2)));
    }
    return values;
  }
}
