package ai.openobserve.lambda.nativebuild.fetch;

import ai.openobserve.lambda.nativebuild.fetch.Pins.SourcePackage;
import ai.openobserve.lambda.nativebuild.fetch.SourceChoice.Tarball;
import ai.openobserve.lambda.nativebuild.step.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Tarballs in the user's cache, fetched earlier or put there by hand: known ones first, then the
/// newest.
record CacheRoute(Path downloads) implements Route {
  @Override
  public String name() {
    return "cache";
  }

  @Override
  public List<Offer> offers(SourcePackage source) throws IOException {
    Map<Tarball, Path> found = new HashMap<>();
    for (Path file : tarballs(source)) {
      String name = file.getFileName().toString();
      found.put(new Tarball(source.packages().getFirst(), name, Digest.ofFile(file)), file);
    }
    List<Offer> offers = new ArrayList<>();
    for (Tarball tarball : new SourceChoice(source).ordered(List.copyOf(found.keySet()))) {
      Path file = found.get(tarball);
      if (file != null) {
        offers.add(new Offer(file.toString(), isSigned(file, tarball.sha256()), folder -> file));
      }
    }
    return offers;
  }

  private List<Path> tarballs(SourcePackage source) throws IOException {
    if (!Files.isDirectory(downloads)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(downloads)) {
      return files
          .filter(f -> f.getFileName().toString().matches(source.name() + "[-_].*\\.tar\\.(xz|gz)"))
          .sorted()
          .toList();
    }
  }

  /// The file that records that apt verified a tarball's signature.
  static Path signatureOf(Path tarball) {
    return tarball.resolveSibling(tarball.getFileName() + ".signed");
  }

  private static boolean isSigned(Path tarball, String sha256) throws IOException {
    Path signature = signatureOf(tarball);
    return Files.exists(signature) && Files.readString(signature).equals(sha256);
  }
}
