package ai.openobserve.lambda.nativebuild.fetch;

import ai.openobserve.lambda.nativebuild.fetch.Pins.SourcePackage;
import java.nio.file.Path;
import java.util.List;

/// A way to get a source tarball.
interface Route {
  /// As the user names it in ROUTES.
  String name();

  /// What can be tried, in this order.
  List<Offer> offers(SourcePackage source) throws Exception;

  /// A tarball that may be had.
  ///
  /// @param label for the user
  /// @param signed whether apt verifies a signature over it
  record Offer(String label, boolean signed, Fetch fetch) {}

  /// Gets the tarball.
  interface Fetch {
    /// Leaves the tarball in the folder, or where it lay before.
    ///
    /// @param folder an empty one, for what has to be downloaded
    /// @return the tarball
    Path into(Path folder) throws Exception;
  }
}
