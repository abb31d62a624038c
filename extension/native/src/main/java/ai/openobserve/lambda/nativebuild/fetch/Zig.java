package ai.openobserve.lambda.nativebuild.fetch;

import ai.openobserve.lambda.nativebuild.fetch.Pins.Pinned;
import ai.openobserve.lambda.nativebuild.step.Architecture;
import ai.openobserve.lambda.nativebuild.step.Build;
import ai.openobserve.lambda.nativebuild.step.Command;
import ai.openobserve.lambda.nativebuild.step.Inputs;
import ai.openobserve.lambda.nativebuild.step.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// zig as the C compiler, linker and archiver for both targets. It comes from PyPI as a wheel,
/// which is a zip: Python fetches it and is not needed after that.
public final class Zig {
  private final Path folder;
  private final Path program;
  private final Path cache;

  private Zig(Path folder, Path cache) {
    this.folder = folder;
    this.program = folder.resolve("zig");
    this.cache = cache;
  }

  /// The pinned zig, fetched unless the user's cache has it.
  public static Zig fetched(Build build) throws Exception {
    Pinned wheel = Pins.ZIG_WHEELS.get(Architecture.ofThisMachine());
    if (wheel == null) {
      throw new Problem(
          "The native build has zig's wheel for x86_64 machines only: build there, or add this machine's wheel to Pins.java.");
    }
    Pip pip = new Pip(build, "zig " + Pins.ZIG, "94 MB");
    Path file =
        pip.fetched(
            wheel,
            "ziglang==" + Pins.ZIG,
            List.of("--only-binary=:all:", "--platform", "manylinux_2_12_x86_64"));
    Path folder =
        build
            .steps()
            .run("zig", new Inputs().with("wheel", wheel.sha256()), into -> unpack(file, into));
    return new Zig(folder.resolve("ziglang"), build.workspace().cache().resolve("zig"));
  }

  private static void unpack(Path wheel, Path into) throws IOException {
    try (ZipFile zip = new ZipFile(wheel.toFile())) {
      for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
        ZipEntry entry = all.nextElement();
        Path file = into.resolve(entry.getName()).normalize();
        if (entry.isDirectory() || !file.startsWith(into)) {
          continue;
        }
        Files.createDirectories(file.getParent());
        try (InputStream in = zip.getInputStream(entry)) {
          Files.copy(in, file);
        }
      }
    }
    if (!into.resolve("ziglang/zig").toFile().setExecutable(true)) {
      throw new IOException("Cannot make zig executable in " + into);
    }
  }

  /// The folder with the licences of the libc and of the compiler, whose code ends up in the
  /// executable.
  public Path folder() {
    return folder;
  }

  /// The options of every C compilation and link for a target.
  public static List<String> options(Architecture target) {
    List<String> options = new ArrayList<>(target.zigOptions());
    options.addAll(List.of("-O2", "-g0", "-fno-sanitize=all"));
    if (!keepsSymbols()) {
      options.add("-s");
    }
    return options;
  }

  /// Whether executables keep the names of their functions, for a profiler or a debugger:
  /// `SYMBOLS=1 make layer-x86_64`. An executable that is published does not.
  public static boolean keepsSymbols() {
    return "1".equals(System.getenv("SYMBOLS"));
  }

  /// `zig cc` for a target, followed by more options.
  public Command cc(Architecture target, List<String> more) {
    List<String> words = new ArrayList<>(List.of(program.toString(), "cc"));
    words.addAll(options(target));
    words.addAll(more);
    return inOwnCache(new Command(words));
  }

  /// `zig ar`, which writes the same bytes for the same objects.
  public Command ar(Path archive, List<Path> objects) {
    List<String> words =
        new ArrayList<>(List.of(program.toString(), "ar", "rcsD", archive.toString()));
    objects.forEach(o -> words.add(o.toString()));
    return inOwnCache(new Command(words));
  }

  private Command inOwnCache(Command command) {
    return command
        .with("ZIG_GLOBAL_CACHE_DIR", cache.toString())
        .with("ZIG_LOCAL_CACHE_DIR", cache.toString());
  }

  /// Compiles the target's libc, which zig otherwise does at the first link: that can take minutes,
  /// and the image builder would think that the C compiler hangs.
  public void prepare(Architecture target, Build build) throws Exception {
    build
        .steps()
        .run(
            "libc-" + target.label(),
            new Inputs().with("zig", Pins.ZIG).withOptions("options", options(target)),
            into -> {
              Path source =
                  Files.writeString(into.resolve("a.c"), "int main(void) { return 0; }\n");
              cc(target, List.of("-static", source.toString(), "-o", into.resolve("a").toString()))
                  .run(
                      build.log("libc-" + target.label()),
                      "zig cannot link a program for " + target.label() + ".");
            });
  }

  /// A script that the image builder calls as its C compiler.
  ///
  /// @param runner runs the target's programs if this machine cannot; every linked program then
  ///   becomes a script that calls it
  public Path wrapper(Path folder, Architecture target, Optional<Path> runner) throws IOException {
    String options = String.join(" ", options(target));
    String emulate =
        runner
            .map(qemu ->
                """
                if [ -n "$out" ] && [ -z "$compile" ] && [ -f "$out" ]; then
                  mv "$out" "$out.%s"
                  printf '#!/bin/sh\\nexec %s "%%s" "$@"\\n' "$out.%s" > "$out"
                  chmod +x "$out"
                fi
                """
                    .formatted(target.label(), qemu, target.label()))
            .orElse("");
    Path script = folder.resolve("cc-" + target.label());
    Files.writeString(
        script,
        """
        #!/bin/bash
        # The C compiler as the image builder knows one. `-z text` is left out: zig does not take it, and its linker does that anyway.
        export ZIG_GLOBAL_CACHE_DIR='%s' ZIG_LOCAL_CACHE_DIR='%s'
        if [ "$*" = "-v" ]; then exec '%s' cc %s -v; fi
        args=() out= compile=
        while [ $# -gt 0 ]; do
          case "$1" in
            -z) if [ "$2" = text ]; then shift; else args+=("$1"); fi ;;
            -c) compile=1; args+=("$1") ;;
            -o) out="$2"; args+=("$1" "$2"); shift ;;
            *) args+=("$1") ;;
          esac
          shift
        done
        '%s' cc %s "${args[@]}" || exit $?
        %s\
        """
            .formatted(cache, cache, program, options, program, options, emulate));
    if (!script.toFile().setExecutable(true)) {
      throw new IOException("Cannot make " + script + " executable");
    }
    return script;
  }
}
