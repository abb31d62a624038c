package ai.openobserve.lambda.nativebuild.fetch;

import ai.openobserve.lambda.nativebuild.fetch.Pins.SourcePackage;
import ai.openobserve.lambda.nativebuild.fetch.Route.Offer;
import ai.openobserve.lambda.nativebuild.step.Build;
import ai.openobserve.lambda.nativebuild.step.Digest;
import ai.openobserve.lambda.nativebuild.step.Problem;
import ai.openobserve.lambda.nativebuild.step.Steps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The routes to a source tarball, tried in order until one yields content that can be trusted.
/// Each route that fails logs why.
final class SourceRoutes {
  private final Build build;
  private final List<Route> routes;

  SourceRoutes(Build build, List<Route> routes) {
    this.build = build;
    this.routes = List.copyOf(routes);
  }

  /// All routes, or those that ROUTES names.
  static SourceRoutes of(Build build, Map<String, String> environment) {
    List<Route> all =
        List.of(
            new CacheRoute(build.workspace().downloads()),
            new PoolRoute(Apt.pools(build)),
            new SuitesRoute(build, Apt.sourceSuites(build)),
            new GivenRoute(build, environment),
            new UpstreamRoute(build));
    return new SourceRoutes(build, chosen(all, environment.getOrDefault("ROUTES", "")));
  }

  static List<Route> chosen(List<Route> all, String names) {
    if (names.isBlank()) {
      return all;
    }
    return Arrays.stream(names.split(","))
        .map(name ->
            all.stream()
                .filter(route -> route.name().equals(name.strip()))
                .findFirst()
                .orElseThrow(() ->
                    new Problem(
                        "Unknown route "
                            + name.strip()
                            + " in ROUTES; known: "
                            + String.join(", ", all.stream().map(Route::name).toList()))))
        .toList();
  }

  SourceTree resolve(SourcePackage source) throws Exception {
    for (Route route : routes) {
      Optional<SourceTree> found = first(source, route);
      if (found.isPresent()) {
        return found.get();
      }
    }
    throw new Problem(
        "No route to the sources of "
            + source.name()
            + ": set "
            + source.variable()
            + " to a tarball or its address, or put "
            + source.known().getFirst().file()
            + " into "
            + build.workspace().downloads()
            + ". The lines above say why each route failed.");
  }

  private Optional<SourceTree> first(SourcePackage source, Route route) throws Exception {
    List<Offer> offers;
    try {
      offers = route.offers(source);
    } catch (Problem | IOException e) {
      failed(source, route, reason(e));
      return Optional.empty();
    }
    for (Offer offer : offers) {
      try {
        return Optional.of(taken(source, route, offer));
      } catch (Problem | IOException e) {
        failed(source, route, offer.label() + ": " + reason(e));
      }
    }
    if (offers.isEmpty()) {
      failed(source, route, "nothing found");
    }
    return Optional.empty();
  }

  private void failed(SourcePackage source, Route route, String why) {
    build.say(source.name() + " sources, route " + route.name() + ": " + why);
  }

  private static String reason(Exception e) {
    return e instanceof Problem ? String.valueOf(e.getMessage()) : e.toString();
  }

  private SourceTree taken(SourcePackage source, Route route, Offer offer) throws Exception {
    Path downloads = Files.createDirectories(build.workspace().downloads());
    Path folder = Files.createTempDirectory(downloads, ".tarball-");
    try {
      Path tarball = offer.fetch().into(folder);
      SourceTree tree = SourceTree.of(build, source, tarball, offer.signed());
      if (tarball.startsWith(folder)) {
        keep(tarball, downloads, offer.signed());
      }
      build.say(source.name() + " sources, route " + route.name() + ": " + taken(offer, tree));
      return tree;
    } finally {
      Steps.delete(folder);
    }
  }

  private static String taken(Offer offer, SourceTree tree) {
    if (tree.differences().isEmpty()) {
      return offer.label() + ", content of " + tree.release();
    }
    return offer.label()
        + ", signed, is an unknown release; the executable will be checked. Compared with "
        + tree.release()
        + SourceTree.named(tree.differences());
  }

  private static void keep(Path tarball, Path downloads, boolean signed) throws IOException {
    Path kept = downloads.resolve(tarball.getFileName());
    Files.move(tarball, kept, StandardCopyOption.REPLACE_EXISTING);
    if (signed) {
      Files.writeString(CacheRoute.signatureOf(kept), Digest.ofFile(kept));
    }
  }
}
