package ai.openobserve.lambda.nativebuild.fetch;

import ai.openobserve.lambda.nativebuild.fetch.Apt.Suite;
import ai.openobserve.lambda.nativebuild.fetch.Pins.KnownVersion;
import ai.openobserve.lambda.nativebuild.fetch.Pins.SourcePackage;
import ai.openobserve.lambda.nativebuild.step.Build;
import java.util.ArrayList;
import java.util.List;

/// Known versions straight from the pools of Debian's archives, by path and SHA-256: a pool keeps
/// files that no list names any more.
record PoolRoute(Build build) implements Route {
  @Override
  public String name() {
    return "pool";
  }

  @Override
  public List<Offer> offers(SourcePackage source) {
    List<Offer> offers = new ArrayList<>();
    for (KnownVersion known : source.known()) {
      for (Suite suite : List.of(Suite.STABLE, Suite.SECURITY)) {
        Apt apt = Apt.sources(build, suite);
        String path = suite.pool() + "/" + known.folder() + "/" + known.file();
        // The pinned digest says what it is; a signature would say less.
        offers.add(
            new Offer(
                known.file() + " in " + suite.label(),
                false,
                folder -> apt.fetch(path, folder.resolve(known.file()), known.sha256())));
      }
    }
    return offers;
  }
}
