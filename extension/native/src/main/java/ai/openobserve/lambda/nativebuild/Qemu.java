package ai.openobserve.lambda.nativebuild;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Runs arm64 programs on an x86_64 machine: for tests, and to ask for the C facts again. No build
/// needs it.
final class Qemu {
  private static final List<String> NAMES = List.of("qemu-aarch64-static", "qemu-aarch64");

  private Qemu() {}

  /// The one on the PATH or in the user's cache, or else Debian's, put into the cache.
  static Path found(Workspace workspace, Steps steps, Progress progress) throws Exception {
    for (String name : NAMES) {
      Optional<Path> installed = Command.find(name);
      if (installed.isPresent()) {
        return installed.get();
      }
    }
    Path folder =
        steps.run(
            "qemu",
            new Inputs().with("package", "qemu-user"),
            into -> fetch(workspace, progress, into));
    return folder.resolve("qemu-aarch64");
  }

  private static void fetch(Workspace workspace, Progress progress, Path into) throws Exception {
    Apt apt = Apt.packages(workspace, progress, Apt.Suite.STABLE);
    Path file = apt.downloadPackage("qemu-user", into);
    new Command("dpkg-deb", "-x", file.toString(), into.resolve("tree").toString())
        .run(workspace.log("apt"), file + " cannot be unpacked: install qemu-user-static instead.");
    Files.move(into.resolve("tree/usr/bin/qemu-aarch64"), into.resolve("qemu-aarch64"));
    Steps.delete(into.resolve("tree"));
    Files.delete(file);
  }

  /// What runs a target's programs here: nothing has to where they are this machine's own.
  static Optional<Path> runnerOf(
      Architecture target, Workspace workspace, Steps steps, Progress progress) throws Exception {
    return target == Architecture.ofThisMachine()
        ? Optional.empty()
        : Optional.of(found(workspace, steps, progress));
  }
}
