package ai.openobserve.lambda.nativebuild.fetch;

import ai.openobserve.lambda.nativebuild.fetch.Pins.SourcePackage;
import java.nio.file.Path;
import java.util.List;

/// A way to get a source tarball.
interface Route {
  /// The name that ROUTES uses for it.
  String name();

  /// The tarballs to try, in order.
  List<Offer> offers(SourcePackage source) throws Exception;

  /// A tarball that this route offers.
  ///
  /// @param label for the user
  /// @param signed whether apt verifies a signature over it
  record Offer(String label, boolean signed, Fetch fetch) {}

  /// Gets the tarball.
  interface Fetch {
    /// Downloads the tarball into the folder, or leaves it where it is.
    ///
    /// @param folder an empty folder for downloads
    /// @return the tarball
    Path into(Path folder) throws Exception;
  }
}
