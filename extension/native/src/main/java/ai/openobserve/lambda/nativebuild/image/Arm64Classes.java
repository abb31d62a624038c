package ai.openobserve.lambda.nativebuild.image;

import ai.openobserve.lambda.nativebuild.fetch.Jdk;
import ai.openobserve.lambda.nativebuild.fetch.Pins;
import ai.openobserve.lambda.nativebuild.fetch.Zig;
import ai.openobserve.lambda.nativebuild.step.Architecture;
import ai.openobserve.lambda.nativebuild.step.Build;
import ai.openobserve.lambda.nativebuild.step.Command;
import ai.openobserve.lambda.nativebuild.step.Inputs;
import ai.openobserve.lambda.nativebuild.step.Problem;
import ai.openobserve.lambda.nativebuild.step.Steps;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.FieldModel;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// java.base for a target other than this machine. javac writes C constants into the classes of
/// sun.nio.fs, and two of them differ between x86_64 and arm64 (O_NOFOLLOW and O_DIRECT). So the C
/// compiler is asked for the target's values, and the classes that use any of them are compiled
/// again from the JDK's own sources.
final class Arm64Classes {
  private static final String PACKAGE = "java.base/sun/nio/fs/";

  private static final Pattern ANSWER = Pattern.compile("@@(\\w+) [$#]?(-?\\d+)");

  /// What the JDK's own build defines because Linux has no constant of that name.
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

  Path make() throws Exception {
    Inputs inputs =
        new Inputs()
            .with("jdk", jdk.modules())
            .withFile("sources", jdk.sources())
            .with("zig", Pins.ZIG);
    return build.steps().run("arm64-classes", inputs, this::compile);
  }

  private void compile(Path into) throws Exception {
    Path sources = Files.createTempDirectory("o2-arm64-classes-");
    try {
      Map<String, Integer> constants = ask(names(), sources);
      List<Path> files = new ArrayList<>();
      try (ZipFile zip = new ZipFile(jdk.sources().toFile())) {
        for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
          ZipEntry entry = all.nextElement();
          if (entry.getName().startsWith(PACKAGE) && entry.getName().endsWith(".java")) {
            String text = text(zip, entry);
            if (text.contains("UnixConstants")) {
              Path file = sources.resolve(entry.getName());
              Files.createDirectories(file.getParent());
              boolean definition = entry.getName().endsWith("/UnixConstants.java");
              files.add(Files.writeString(file, definition ? withValues(text, constants) : text));
            }
          }
        }
      }
      if (files.size() < 10) {
        throw new Problem(
            "Only "
                + files.size()
                + " sources in "
                + jdk.sources()
                + " name UnixConstants: it is not this JDK's.");
      }
      javac(sources.resolve("java.base"), files, into);
    } finally {
      Steps.delete(sources);
    }
  }

  private void javac(Path root, List<Path> files, Path into) throws Exception {
    List<String> words =
        new ArrayList<>(
            List.of(
                jdk.tool("javac").toString(),
                "-g",
                "-XDstringConcat=inline",
                "-XDignore.symbol.file",
                "-proc:none",
                "-implicit:none",
                "-nowarn",
                "--patch-module",
                "java.base=" + root,
                "-d",
                into.toString()));
    files.forEach(f -> words.add(f.toString()));
    new Command(words)
        .run(
            build.log("arm64-classes"),
            "The classes of sun.nio.fs do not compile for arm64: look at Arm64Classes.java.");
  }

  private static String text(ZipFile zip, ZipEntry entry) throws IOException {
    try (var in = zip.getInputStream(entry)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /// All constants of the class, as this machine's JDK has it.
  private static List<String> names() throws IOException {
    Path file =
        FileSystems.getFileSystem(URI.create("jrt:/"))
            .getPath("modules/java.base/sun/nio/fs/UnixConstants.class");
    ClassModel model = ClassFile.of().parse(Files.readAllBytes(file));
    return model.fields().stream()
        .map(FieldModel::fieldName)
        .map(name -> name.stringValue())
        .sorted()
        .toList();
  }

  /// The values on the target: they are read out of the compiler's assembly, so nothing has to run
  /// there.
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
            "The C compiler does not know some constant of sun.nio.fs: look at Arm64Classes.java.");
    Map<String, Integer> values = parse(Files.readString(assembly));
    if (!values.keySet().containsAll(names)) {
      throw new Problem(
          "The C compiler gave "
              + values.size()
              + " of "
              + names.size()
              + " constants of sun.nio.fs: look at Arm64Classes.java.");
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

  /// The source of UnixConstants with other values in it.
  static String withValues(String source, Map<String, Integer> values) {
    Matcher matcher = Pattern.compile("(static final int (\\w+) = )[^;]+;").matcher(source);
    return matcher.replaceAll(m -> {
      Integer value = values.get(m.group(2));
      if (value == null) {
        throw new Problem("UnixConstants." + m.group(2) + " has no value for the target.");
      }
      return Matcher.quoteReplacement(m.group(1) + value + ";");
    });
  }
}
