package ai.openobserve.lambda.nativebuild.image;

import ai.openobserve.lambda.nativebuild.fetch.Pins;
import ai.openobserve.lambda.nativebuild.fetch.Zig;
import ai.openobserve.lambda.nativebuild.step.Architecture;
import ai.openobserve.lambda.nativebuild.step.Build;
import ai.openobserve.lambda.nativebuild.step.Command;
import ai.openobserve.lambda.nativebuild.step.Inputs;
import ai.openobserve.lambda.nativebuild.step.Steps;
import java.nio.file.Path;
import java.util.List;

/// Our own C: the few functions that the image calls and that neither libc nor the JDK's libraries
/// define. A GraalVM distribution ships them as binaries.
public final class Shim {
  private static final List<String> CFLAGS =
      List.of(
          "-std=c11",
          "-fPIC",
          "-Wall",
          "-Wextra",
          "-Werror",
          "-ffunction-sections",
          "-fdata-sections");

  private final Build build;
  private final Zig zig;

  public Shim(Build build, Zig zig) {
    this.build = build;
    this.zig = zig;
  }

  Path sources() {
    return build.workspace().module().resolve("src/main/c");
  }

  Inputs inputs() throws java.io.IOException {
    return new Inputs().withFolder("shim", sources());
  }

  /// The folder with `liblibchelper.a` and `libjvm.a` for a target.
  Path make(Architecture target) throws Exception {
    Inputs inputs =
        inputs()
            .with("zig", Pins.ZIG)
            .withOptions("options", CFLAGS)
            .withOptions("target", Zig.options(target));
    return build.steps().run("shim-" + target.label(), inputs, into -> compile(target, into));
  }

  private void compile(Architecture target, Path into) throws Exception {
    CLibrary compiler =
        new CLibrary(zig, target, build.log("shim-" + target.label()), build.progress());
    List<Path> helper =
        CLibrary.sourcesIn(List.of(sources())).stream()
            .filter(f -> !f.getFileName().toString().equals("jvm.c"))
            .toList();
    compiler.make("libchelper", helper, CFLAGS, into);
    compiler.make("jvm", List.of(sources().resolve("jvm.c")), CFLAGS, into);
  }

  /// Compiles the shim together with its test and runs it.
  ///
  /// @param runner runs the target's programs if this machine cannot
  public void test(Architecture target, java.util.Optional<Path> runner) throws Exception {
    Path folder = java.nio.file.Files.createTempDirectory("o2-shim-test-");
    try {
      Path program = folder.resolve("shim_test");
      List<String> words = new java.util.ArrayList<>(CFLAGS);
      words.add("-static");
      CLibrary.sourcesIn(List.of(sources(), build.workspace().module().resolve("src/test/c")))
          .forEach(f -> words.add(f.toString()));
      words.addAll(List.of("-I" + sources(), "-o", program.toString()));
      Path log = build.log("shim-test-" + target.label());
      zig.cc(target, words)
          .run(log, "The shim's test does not compile for " + target.label() + ".");
      List<String> run = new java.util.ArrayList<>();
      runner.ifPresent(r -> run.add(r.toString()));
      run.add(program.toString());
      new Command(run)
          .tell(build.progress()::say)
          .run(log, "The shim's test fails on " + target.label() + ".");
    } finally {
      Steps.delete(folder);
    }
  }
}
