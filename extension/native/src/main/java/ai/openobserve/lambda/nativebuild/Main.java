package ai.openobserve.lambda.nativebuild;

import ai.openobserve.lambda.nativebuild.fetch.Qemu;
import ai.openobserve.lambda.nativebuild.fetch.Zig;
import ai.openobserve.lambda.nativebuild.image.GraalVm;
import ai.openobserve.lambda.nativebuild.image.Shim;
import ai.openobserve.lambda.nativebuild.image.Toolchain;
import ai.openobserve.lambda.nativebuild.layer.Layers;
import ai.openobserve.lambda.nativebuild.layer.SizeRecord;
import ai.openobserve.lambda.nativebuild.step.Architecture;
import ai.openobserve.lambda.nativebuild.step.Build;
import ai.openobserve.lambda.nativebuild.step.Problem;
import ai.openobserve.lambda.nativebuild.step.Progress;
import ai.openobserve.lambda.nativebuild.step.Workspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The command line of the native build.
final class Main {
  private static final String HELP =
      """
      The native build of the extension. Run it inside the project, with a JDK 25:

        layer [x86_64] [arm64]     builds the layers' zips in extension/target; both by default
        regenerate-c-facts         recomputes the committed C sizes and constants with the C compiler
        test-shim                  compiles and runs the test of our C functions, for both architectures
        check-size                 fails if an executable has grown by more than 3 % over executable-sizes.properties
        cc ARCHITECTURE OPTION…    calls the C compiler of a target, for programs of the benchmarks
        qemu                       prints the path of a qemu that runs arm64 programs, and fetches one if there is none

      With GRAALVM_HOME set, `layer` uses that distribution's native-image for this machine's architecture.

      JDK_SOURCES, ZLIB_SOURCES and LIBDEFLATE_SOURCES name a source tarball, a file or an address. ROUTES=cache,pool,suites,given,upstream
      names the routes to the sources, in the order to try them; all of them by default.
      """;

  private final Build build;

  private Main(Build build) {
    this.build = build;
  }

  static void main(String[] arguments) {
    // Callers read the standard output of `qemu`, so progress goes to standard error.
    boolean answers = arguments.length > 0 && arguments[0].equals("qemu");
    Progress progress = new Progress(answers ? System.err : System.out, System::nanoTime);
    try {
      new Main(Build.in(Workspace.here(), progress)).run(List.of(arguments));
    } catch (Problem e) {
      System.err.println("ERROR " + e.getMessage());
      System.exit(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      System.exit(130);
    } catch (Exception e) {
      System.err.println("ERROR " + e);
      e.printStackTrace();
      System.exit(1);
    }
  }

  private void run(List<String> arguments) throws Exception {
    List<String> words = new ArrayList<>(arguments);
    String command = words.isEmpty() ? "help" : words.removeFirst();
    switch (command) {
      case "layer" -> layer(targets(words));
      case "regenerate-c-facts" -> regenerateCFacts(targets(words));
      case "test-shim" -> testShim(targets(words));
      case "check-size" -> SizeRecord.check(build, targets(words)).forEach(build::say);
      case "cc" -> compile(words);
      case "qemu" -> System.out.println(Qemu.found(build));
      case "help", "--help", "-h" -> System.out.print(HELP);
      default -> throw new Problem("Unknown command " + command + ".\n" + HELP);
    }
  }

  private static List<Architecture> targets(List<String> words) {
    return words.isEmpty()
        ? List.of(Architecture.values())
        : words.stream().map(Architecture::named).distinct().toList();
  }

  private void layer(List<Architecture> targets) throws Exception {
    Optional<GraalVm> graalVm = GraalVm.in(System.getenv());
    Layers layers = layers(graalVm);
    for (Architecture target : targets) {
      layers.make(target);
    }
  }

  private void regenerateCFacts(List<Architecture> targets) throws Exception {
    Layers layers = layers(Optional.empty());
    for (Architecture target : targets) {
      layers.regenerateCFacts(target, Qemu.runnerOf(target, build));
    }
  }

  private Layers layers(Optional<GraalVm> graalVm) throws Exception {
    Toolchain tools = Toolchain.ready(build, System.getenv());
    return new Layers(build, tools, graalVm);
  }

  private void compile(List<String> words) throws Exception {
    if (words.size() < 2) {
      throw new Problem("cc requires an architecture and the compiler's options.");
    }
    Architecture target = Architecture.named(words.removeFirst());
    Zig zig = Zig.fetched(build);
    zig.prepare(target, build);
    zig.cc(target, words)
        .run(build.log("cc-" + target.label()), "The C compiler failed: see the end of its log.");
  }

  private void testShim(List<Architecture> targets) throws Exception {
    Zig zig = Zig.fetched(build);
    for (Architecture target : targets) {
      zig.prepare(target, build);
      Optional<Path> runner = Qemu.runnerOf(target, build);
      new Shim(build, zig).test(target, runner);
      build.say("The shim's test passes on " + target.label() + ".");
    }
  }
}
