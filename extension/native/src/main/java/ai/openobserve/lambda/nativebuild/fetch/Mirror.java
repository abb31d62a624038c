package ai.openobserve.lambda.nativebuild.fetch;

import ai.openobserve.lambda.nativebuild.step.Build;
import ai.openobserve.lambda.nativebuild.step.Command;
import ai.openobserve.lambda.nativebuild.step.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The address of an archive, ending in a slash.
record Mirror(String address) {
  /// What to do if apt cannot be used.
  static final String BY_HAND = "see README.md for the files to put into the cache.";

  Mirror {
    address = address.endsWith("/") ? address : address + "/";
  }

  /// The mirror that this machine's apt uses for an archive.
  ///
  /// @throws Problem if there is none
  static Mirror ofThisMachine(String label, Build build) throws IOException, InterruptedException {
    if (Command.find("apt-get").isEmpty()) {
      throw new Problem("apt is not installed");
    }
    List<String> lines = new ArrayList<>();
    new Command(
            "apt-get", "indextargets", "--format", "$(LABEL)|$(REPO_URI)", "Created-By: Packages")
        .tell(lines::add)
        .run(build.log("apt"));
    return of(label, lines);
  }

  /// @param lines `label|address`
  static Mirror of(String label, List<String> lines) {
    return lines.stream()
        .filter(line -> line.startsWith(label + "|"))
        .map(line -> line.substring(label.length() + 1))
        .sorted()
        .findFirst()
        .map(Mirror::new)
        .orElseThrow(() ->
            new Problem(
                "apt has no mirror of " + label + ": run apt-get update once, or " + BY_HAND));
  }
}
