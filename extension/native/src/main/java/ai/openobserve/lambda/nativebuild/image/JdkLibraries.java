package ai.openobserve.lambda.nativebuild.image;

import ai.openobserve.lambda.nativebuild.fetch.Jdk;
import ai.openobserve.lambda.nativebuild.fetch.Pins;
import ai.openobserve.lambda.nativebuild.fetch.SourceTree;
import ai.openobserve.lambda.nativebuild.fetch.Sources;
import ai.openobserve.lambda.nativebuild.fetch.Zig;
import ai.openobserve.lambda.nativebuild.step.Architecture;
import ai.openobserve.lambda.nativebuild.step.Build;
import ai.openobserve.lambda.nativebuild.step.Inputs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The JDK's own C libraries, and zlib, as static libraries for a target: no JDK provides them for
/// musl, so they are compiled from source, without the JDK's configure and make.
final class JdkLibraries {
  private static final List<String> CFLAGS =
      List.of(
          "-std=c11",
          "-fPIC",
          "-fno-strict-aliasing",
          "-ffunction-sections",
          "-fdata-sections",
          "-fno-omit-frame-pointer",
          "-w",
          "-D_LP64=1",
          "-D_LITTLE_ENDIAN",
          "-DLINUX",
          "-D_GNU_SOURCE",
          "-D_REENTRANT",
          "-D_LARGEFILE64_SOURCE",
          "-D_FILE_OFFSET_BITS=64",
          "-DSTATIC_BUILD=1",
          "-DNDEBUG",
          "-Wno-unused-command-line-argument");

  private static final List<String> ZLIB_CFLAGS =
      List.of(
          "-O3",
          "-fPIC",
          "-ffunction-sections",
          "-fdata-sections",
          "-DHAVE_UNISTD_H",
          "-DHAVE_STDARG_H",
          "-D_LARGEFILE64_SOURCE=1");

  private static final List<String> PLATFORMS = List.of("share", "unix", "linux");

  private final Build build;
  private final Jdk jdk;
  private final Zig zig;
  private final Sources sources;

  JdkLibraries(Build build, Jdk jdk, Zig zig, Sources sources) {
    this.build = build;
    this.jdk = jdk;
    this.zig = zig;
    this.sources = sources;
  }

  /// A library and the module it belongs to.
  private record Library(String module, String name) {
    private List<String> paths() {
      return PLATFORMS.stream().map(p -> "src/" + module + "/" + p + "/native/lib" + name).toList();
    }

    List<Path> folders(Path sources) {
      return paths().stream().map(sources::resolve).filter(Files::isDirectory).toList();
    }

    /// The C files of this library.
    List<Path> cFiles(SourceTree sources) {
      return sources.cFiles().stream()
          .filter(file -> paths().stream().anyMatch(path -> file.startsWith(path + "/")))
          .map(sources.folder()::resolve)
          .toList();
    }
  }

  private static final List<Library> LIBRARIES =
      List.of(
          new Library("java.base", "java"),
          new Library("java.base", "net"),
          new Library("java.base", "nio"),
          new Library("java.base", "zip"),
          new Library("jdk.net", "extnet"));

  /// Their compiler options, as inputs of a step.
  static Inputs inputs(Architecture target) {
    return new Inputs()
        .withOptions("libraries.options", options(target))
        .withOptions("libraries.zlib-options", ZLIB_CFLAGS);
  }

  /// The folder with the static libraries for a target.
  Path make(Architecture target) throws Exception {
    Path headers = headers();
    Inputs inputs =
        inputs(target)
            .withAll(sources.inputs())
            .withFolder("jni-headers", headers)
            .with("zig", Pins.ZIG)
            .with("jdk", jdk.version());
    return build
        .steps()
        .run("jdk-libraries-" + target.label(), inputs, into -> compile(target, headers, into));
  }

  private Path headers() throws Exception {
    Inputs inputs = new Inputs().withAll(sources.inputs()).with("jdk", jdk.modules());
    List<Path> folders =
        LIBRARIES.stream().flatMap(l -> l.folders(sources.jdk().folder()).stream()).toList();
    return build
        .steps()
        .run(
            "jni-headers",
            inputs,
            into -> JniHeaders.write(folders, List.of("java.base", "jdk.net"), into));
  }

  private static List<String> options(Architecture target) {
    List<String> options = new ArrayList<>(Zig.options(target));
    options.addAll(CFLAGS);
    options.add("-DARCHPROPNAME=\"" + target.jdkName() + "\"");
    return options;
  }

  private void compile(Architecture target, Path headers, Path into) throws Exception {
    CLibrary compiler =
        new CLibrary(zig, target, build.log("libraries-" + target.label()), build.progress());
    Path zlibHeaders = Files.createDirectory(into.resolve("zlib-headers"));
    for (String header : List.of("zlib.h", "zconf.h")) {
      Files.copy(sources.zlib().folder().resolve(header), zlibHeaders.resolve(header));
    }
    compiler.make(
        "z",
        sources.zlib().cFiles().stream().map(sources.zlib().folder()::resolve).toList(),
        ZLIB_CFLAGS,
        into);
    for (Library library : LIBRARIES) {
      List<String> options = new ArrayList<>(options(target));
      options.add("-DLIBRARY_NAME=" + library.name());
      options.add("-DVERSION_STRING=\"" + jdk.version() + "\"");
      for (Path folder : includes(library, headers)) {
        options.add("-I" + folder);
      }
      options.add("-I" + zlibHeaders);
      compiler.make(library.name(), library.cFiles(sources.jdk()), options, into);
    }
  }

  private List<Path> includes(Library library, Path headers) throws IOException {
    Path src = sources.jdk().folder().resolve("src");
    List<Path> includes = new ArrayList<>();
    includes.add(headers);
    List<Library> used = new ArrayList<>(List.of(library));
    used.addAll(LIBRARIES);
    for (Library one : used) {
      for (Path folder : one.folders(sources.jdk().folder())) {
        try (Stream<Path> all = Files.walk(folder)) {
          all.filter(Files::isDirectory).sorted().forEach(includes::add);
        }
      }
    }
    includes.add(src.resolve("hotspot/share/include"));
    includes.add(src.resolve("hotspot/os/posix/include"));
    includes.add(jdk.home().resolve("include"));
    includes.add(jdk.home().resolve("include/linux"));
    return includes;
  }
}
