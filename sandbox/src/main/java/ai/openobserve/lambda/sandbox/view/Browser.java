package ai.openobserve.lambda.sandbox.view;

import java.io.IOException;
import java.util.Map;

/// The browser of this machine's desktop.
public final class Browser {
  private Browser() {}

  /// Opens a page, where there is a desktop to open it on.
  ///
  /// @param environment of this process
  /// @return false where there is none, or nothing to open it with
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
