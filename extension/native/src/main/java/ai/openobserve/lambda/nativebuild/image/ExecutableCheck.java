package ai.openobserve.lambda.nativebuild.image;

import ai.openobserve.lambda.nativebuild.fetch.Qemu;
import ai.openobserve.lambda.nativebuild.step.Architecture;
import ai.openobserve.lambda.nativebuild.step.Build;
import ai.openobserve.lambda.nativebuild.step.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Rejects an executable that would not run as a Lambda extension. An image can compile and link
/// without errors and still crash at its first step, so its bytes are checked.
public final class ExecutableCheck {
  /// The builder writes this in place of a reachable method that it could not compile.
  private static final Pattern UNSUPPORTED =
      Pattern.compile("Unsupported method [\\x20-\\x7e]{1,200}? is reachable");

  private ExecutableCheck() {}

  static void check(Path executable, Architecture target) throws IOException {
    List<String> faults = faults(Files.readAllBytes(executable), target);
    if (!faults.isEmpty()) {
      throw new Problem(
          "The executable for "
              + target.label()
              + " cannot be used: "
              + String.join("; ", faults)
              + ".");
    }
  }

  /// Checks it, and runs it if this machine or an installed qemu can.
  public static void checkAndRun(Build build, Path executable, Architecture target)
      throws Exception {
    check(executable, target);
    List<String> program = new ArrayList<>();
    if (target != Architecture.ofThisMachine()) {
      Optional<Path> qemu = Qemu.installed();
      if (qemu.isEmpty()) {
        build.say(target.label() + ": not run, qemu-aarch64 is not installed");
        return;
      }
      program.add(qemu.get().toString());
    }
    program.add(executable.toString());
    new StartProof(build, program, build.log("start-" + target.label())).run();
    build.say(target.label() + ": started, registered and shut down");
  }

  static List<String> faults(byte[] bytes, Architecture target) {
    List<String> faults = new ArrayList<>(ElfFile.parse(bytes).faults(target));
    Matcher matcher = UNSUPPORTED.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
    if (matcher.find()) {
      faults.add(
          "it contains \""
              + matcher.group()
              + "\": the JDK and the image builder do not match (see README.md)");
    }
    return faults;
  }
}
