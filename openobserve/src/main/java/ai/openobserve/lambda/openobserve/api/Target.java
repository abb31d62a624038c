package ai.openobserve.lambda.openobserve.api;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import okhttp3.HttpUrl;

/// The OpenObserve to set up.
///
/// @param endpoint the base URL, its path prefix included
/// @param organization the organization's identifier
/// @param authorization the value of the `Authorization` header
/// @param stream the stream's name as OpenObserve stores it
public record Target(HttpUrl endpoint, String organization, String authorization, String stream) {

  /// Validates the user's input.
  ///
  /// @throws SetUpFailed for an invalid value
  public static Target of(String endpoint, String organization, String authorization, String stream)
      throws SetUpFailed {
    var url = HttpUrl.parse(endpoint.strip());
    if (url != null && !url.username().isEmpty()) {
      throw new SetUpFailed("ENDPOINT contains credentials: pass them in AUTH instead");
    }
    if (url == null || url.query() != null) {
      throw new SetUpFailed(
          "ENDPOINT=%s is invalid: a URL such as https://api.openobserve.ai is required"
              .formatted(endpoint));
    }
    if (authorization.chars().anyMatch(c -> c < ' ' || c > '~')) {
      throw new SetUpFailed(
          "AUTH is invalid: it contains characters that are not allowed in a header");
    }
    return new Target(url, organization, authorization, streamName(stream));
  }

  private static String streamName(String given) {
    return given.replaceAll("[^a-zA-Z0-9_:]", "_").toLowerCase(Locale.ROOT);
  }

  /// A path below the endpoint, its parts encoded.
  HttpUrl url(String path) {
    var base = endpoint.toString().replaceFirst("/+$", "");
    var url = HttpUrl.parse(base + path);
    if (url == null) {
      throw new IllegalArgumentException("Invalid path: " + path);
    }
    return url;
  }

  /// A part of a path or of a query.
  public static String encoded(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /// Without the credentials.
  @Override
  public String toString() {
    return "%s, organization %s, stream %s"
        .formatted(endpoint.toString().replaceFirst("/+$", ""), organization, stream);
  }
}
