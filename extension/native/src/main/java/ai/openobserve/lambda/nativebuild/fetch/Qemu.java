package ai.openobserve.lambda.nativebuild.fetch;

import ai.openobserve.lambda.nativebuild.step.Architecture;
import ai.openobserve.lambda.nativebuild.step.Build;
import ai.openobserve.lambda.nativebuild.step.Command;
import ai.openobserve.lambda.nativebuild.step.Inputs;
import ai.openobserve.lambda.nativebuild.step.Steps;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Runs arm64 programs on an x86_64 machine: for tests, and to regenerate the C facts. No build
/// needs it.
public final class Qemu {
  private static final List<String> NAMES = List.of("qemu-aarch64-static", "qemu-aarch64");

  private Qemu() {}

  /// qemu on the PATH or in the user's cache, or otherwise Debian's, which is added to the cache.
  public static Path found(Build build) throws Exception {
    Optional<Path> installed = installed();
    if (installed.isPresent()) {
      return installed.get();
    }
    Path folder =
        build
            .steps()
            .run("qemu", new Inputs().with("package", "qemu-user"), into -> fetch(build, into));
    return folder.resolve("qemu-aarch64");
  }

  /// qemu on the PATH.
  public static Optional<Path> installed() {
    return NAMES.stream().flatMap(name -> Command.find(name).stream()).findFirst();
  }

  private static void fetch(Build build, Path into) throws Exception {
    Apt apt = Apt.packages(build, Suite.STABLE);
    Path file = apt.downloadPackage("qemu-user", into);
    new Command("dpkg-deb", "-x", file.toString(), into.resolve("tree").toString())
        .run(build.log("apt"), "Cannot unpack " + file + ": install qemu-user-static instead.");
    Files.move(into.resolve("tree/usr/bin/qemu-aarch64"), into.resolve("qemu-aarch64"));
    Steps.delete(into.resolve("tree"));
    Files.delete(file);
  }

  /// The emulator for a target's programs; empty if this machine runs them itself.
  public static Optional<Path> runnerOf(Architecture target, Build build) throws Exception {
    return target == Architecture.ofThisMachine() ? Optional.empty() : Optional.of(found(build));
  }
}
