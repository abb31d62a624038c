package ai.openobserve.lambda.nativebuild.fetch;

import ai.openobserve.lambda.nativebuild.fetch.Pins.SourcePackage;
import java.nio.file.Path;
import java.util.List;

/// A way to get a source tarball.
interface Route {
  /// As the user names it in ROUTES.
  String name();

  /// The tarballs to try, in this order.
  List<Offer> offers(SourcePackage source) throws Exception;

  /// A tarball that this route offers.
  ///
  /// @param label for the user
  /// @param signed whether apt verifies a signature over it
  record Offer(String label, boolean signed, Fetch fetch) {}

  /// Gets the tarball.
  interface Fetch {
    /// Puts the tarball into the folder, or leaves it where it is.
    ///
    /// @param folder an empty one for downloads
    /// @return the tarball
    Path into(Path folder) throws Exception;
  }
}
