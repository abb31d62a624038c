package ai.openobserve.lambda.nativebuild.fetch;

import ai.openobserve.lambda.nativebuild.fetch.Pins.SourcePackage;
import ai.openobserve.lambda.nativebuild.step.Build;
import ai.openobserve.lambda.nativebuild.step.Problem;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The tarball that the user names with a variable, either a file or an address.
record GivenRoute(Build build, Map<String, String> environment) implements Route {
  /// Copies the variables.
  GivenRoute {
    environment = Map.copyOf(environment);
  }

  @Override
  public String name() {
    return "given";
  }

  @Override
  public List<Offer> offers(SourcePackage source) {
    String given = environment.getOrDefault(source.variable(), "");
    if (given.isEmpty()) {
      throw new Problem(source.variable() + " is not set");
    }
    if (given.matches("https?://.*")) {
      URI address = Download.address(given);
      return List.of(
          new Offer(
              given,
              false,
              folder -> Download.to(build, address, folder.resolve(source.fileOf(address)))));
    }
    return List.of(new Offer(given, false, folder -> existing(build.workspace().project(), given)));
  }

  /// Resolved against the project, where make runs.
  private static Path existing(Path project, String given) {
    Path file = project.resolve(given);
    if (!Files.isReadable(file)) {
      throw new Problem("no such file");
    }
    return file;
  }
}
