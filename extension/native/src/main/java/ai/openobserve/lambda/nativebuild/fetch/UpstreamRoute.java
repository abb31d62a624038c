package ai.openobserve.lambda.nativebuild.fetch;

import ai.openobserve.lambda.nativebuild.fetch.Pins.SourcePackage;
import ai.openobserve.lambda.nativebuild.step.Build;
import java.net.URI;
import java.util.List;

/// The project's own archive of a release tag. Its bytes may change with the program that packs
/// them, but its content does not.
record UpstreamRoute(Build build) implements Route {
  @Override
  public String name() {
    return "upstream";
  }

  @Override
  public List<Offer> offers(SourcePackage source) {
    URI address = source.upstream();
    return List.of(
        new Offer(
            address.toString(),
            false,
            folder -> Download.to(build, address, folder.resolve(source.fileOf(address)))));
  }
}
