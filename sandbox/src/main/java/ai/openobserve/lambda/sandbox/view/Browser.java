package ai.openobserve.lambda.sandbox.view;

import java.io.IOException;
import java.util.Map;

/// The browser of this machine's desktop.
public final class Browser {
  private Browser() {}

  /// Opens a page if this machine has a desktop.
  ///
  /// @param environment of this process
  /// @return false if there is no desktop, or no program to open the page with
  public static boolean open(String url, Map<String, String> environment) {
    if (!environment.containsKey("DISPLAY") && !environment.containsKey("WAYLAND_DISPLAY")) {
      return false;
    }
    try {
      Process _ =
          new ProcessBuilder("xdg-open", url)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
