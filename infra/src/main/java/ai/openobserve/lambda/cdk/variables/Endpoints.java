package ai.openobserve.lambda.cdk.variables;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/// What a base URL of OpenObserve may look like.
final class Endpoints {
  static final String ALLOWED = "an http:// or https:// URL such as https://o2.example.com";
  private static final int LAST_PORT = 65_535;

  private Endpoints() {}

  /// What is allowed instead, or null if the value is valid.
  static @Nullable String problem(String value) {
    URI uri;
    try {
      uri = new URI(value);
    } catch (URISyntaxException e) {
      return ALLOWED;
    }
    String scheme = uri.getScheme();
    if (!"http".equalsIgnoreCase(scheme) && !"https".equalsIgnoreCase(scheme)) {
      return ALLOWED;
    }
    if (uri.getRawUserInfo() != null) {
      return "a URL without credentials (they go into the authorization)";
    }
    if (uri.getHost() == null) {
      return uri.getRawAuthority() == null
          ? "a URL with a host, such as https://o2.example.com"
          : "a host name of letters, digits, '-' and '.'";
    }
    if (uri.getPort() == 0 || uri.getPort() > LAST_PORT) {
      return "a port from 1 to " + LAST_PORT;
    }
    return uri.getRawQuery() == null && uri.getRawFragment() == null
        ? null
        : "a base URL without '?' and '#'";
  }

  /// Removes user and password from a URL, for messages.
  static String withoutUser(String url) {
    return url.replaceFirst("//.*@", "//…@");
  }
}
