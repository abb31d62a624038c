package ai.openobserve.lambda.demo.program;

import java.net.URISyntaxException;
import java.nio.file.Path;

/// The project's folders, so that the demo can be run from anywhere.
///
/// @param root the project's root folder
public record Layout(Path root) {
  /// Makes the path absolute.
  public Layout {
    root = root.toAbsolutePath().normalize();
  }

  /// The layout around the running code: `demo/target/classes` or a jar in `demo/target`.
  public static Layout ofThisBuild() {
    try {
      var code = Path.of(Layout.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return new Layout(code.resolve("../../..").normalize());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("The demo's own code is not in a folder", e);
    }
  }

  Path examples() {
    return root.resolve("examples");
  }

  Path extensionTarget() {
    return root.resolve("extension/target");
  }
}
