package ai.openobserve.lambda.nativebuild.fetch;

import ai.openobserve.lambda.nativebuild.fetch.Pins.KnownVersion;
import ai.openobserve.lambda.nativebuild.fetch.Pins.SourcePackage;
import java.util.ArrayList;
import java.util.List;

/// Known versions directly from the pools of Debian's archives, by path and SHA-256: a pool keeps
/// files that are no longer listed.
record PoolRoute(List<Apt> archives) implements Route {
  /// Copies the archives.
  PoolRoute {
    archives = List.copyOf(archives);
  }

  @Override
  public String name() {
    return "pool";
  }

  @Override
  public List<Offer> offers(SourcePackage source) {
    List<Offer> offers = new ArrayList<>();
    for (KnownVersion known : source.known()) {
      for (Apt apt : archives) {
        String path = apt.suite().pool() + "/" + known.folder() + "/" + known.file();
        // The pinned digest proves more than a signature would.
        offers.add(
            new Offer(
                known.file() + " in " + apt.suite().label(),
                false,
                folder -> apt.fetch(path, folder.resolve(known.file()), known.sha256())));
      }
    }
    return offers;
  }
}
