package ai.openobserve.lambda.nativebuild.fetch;

import ai.openobserve.lambda.nativebuild.fetch.Pins.Pinned;
import ai.openobserve.lambda.nativebuild.step.Build;
import ai.openobserve.lambda.nativebuild.step.Command;
import ai.openobserve.lambda.nativebuild.step.Digest;
import ai.openobserve.lambda.nativebuild.step.Problem;
import ai.openobserve.lambda.nativebuild.step.Steps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Fetches a file from PyPI with the user's own pip, so that a mirror configured there is used.
/// Python is not needed after that.
///
/// @param name what is fetched, for messages
/// @param size for messages
record Pip(Build build, String name, String size) {
  /// The pinned file, downloaded unless the user's cache has it.
  ///
  /// @param requirement such as `ziglang==0.14.0`
  /// @param options options for `pip download` that select the file
  /// @throws Problem if it cannot be fetched, or is not the pinned one
  Path fetched(Pinned pinned, String requirement, List<String> options) throws Exception {
    Path downloads = build.workspace().downloads();
    Path file = downloads.resolve(pinned.file());
    if (!Files.exists(file)) {
      build.say(name + ": downloading from PyPI, " + size);
      build.progress().during(() -> download(pinned, requirement, options, file));
    }
    verify(file, pinned);
    return file;
  }

  private void download(Pinned pinned, String requirement, List<String> options, Path file)
      throws IOException, InterruptedException {
    Path downloads = Files.createDirectories(file.getParent());
    Path folder = Files.createTempDirectory(downloads, ".pip-");
    try {
      List<String> words = new ArrayList<>(program());
      words.addAll(List.of("download", "--no-deps", "--disable-pip-version-check"));
      words.addAll(options);
      words.addAll(List.of("--dest", folder.toString(), requirement));
      new Command(words)
          .tell(build.progress()::latest)
          .run(
              build.log("pip"),
              "Cannot fetch "
                  + name
                  + " from PyPI: check the network and pip's settings, or put "
                  + pinned.file()
                  + " into "
                  + downloads);
      Path fetched = folder.resolve(pinned.file());
      if (!Files.exists(fetched)) {
        throw new Problem(
            "PyPI served another file than " + pinned.file() + ": check its name in Pins.java.");
      }
      verify(fetched, pinned);
      Files.move(fetched, file);
    } finally {
      Steps.delete(folder);
    }
  }

  private static void verify(Path file, Pinned pinned) throws IOException {
    String found = Digest.ofFile(file);
    if (!found.equals(pinned.sha256())) {
      throw new Problem(
          file
              + " is not the pinned file (SHA-256 "
              + found
              + ", expected "
              + pinned.sha256()
              + "): delete it and run again.");
    }
  }

  private List<String> program() {
    Optional<Path> pip = Command.find("pip3").or(() -> Command.find("pip"));
    if (pip.isPresent()) {
      return List.of(pip.get().toString());
    }
    Optional<Path> python = Command.find("python3");
    if (python.isPresent()) {
      return List.of(python.get().toString(), "-m", "pip");
    }
    throw new Problem(
        "pip is required once, to fetch "
            + name
            + " from PyPI: install it (Debian: apt-get install python3-pip).");
  }
}
