package ai.openobserve.lambda.extension.config;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The proxy that `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` (or their lower-case names) configure.
///
/// `NO_PROXY` is a comma-separated list of host names and domains (`.example.com` and `example.com`
/// both match subdomains), each with or without a port; `*` matches everything.
public final class ProxySettings {
  /// No proxy.
  public static final ProxySettings DIRECT = new ProxySettings("", 0, null);

  private final String host;
  private final int port;
  private final @Nullable Login login;

  private ProxySettings(String host, int port, @Nullable Login login) {
    this.host = host;
    this.port = port;
    this.login = login;
  }

  /// Credentials for the proxy; never shown.
  public record Login(String user, String password) {
    @Override
    public String toString() {
      return "(hidden)";
    }
  }

  public boolean isDirect() {
    return host.isEmpty();
  }

  public String host() {
    return host;
  }

  public int port() {
    return port;
  }

  /// Null if the proxy's URL has none.
  public @Nullable Login login() {
    return login;
  }

  /// The settings that apply to the endpoint.
  ///
  /// @throws IllegalArgumentException if the proxy's URL is unusable; the message names the
  ///   variable and contains no credential
  public static ProxySettings of(Map<String, String> environment, URI endpoint) {
    boolean secure = "https".equalsIgnoreCase(endpoint.getScheme());
    String name = secure ? "HTTPS_PROXY" : "HTTP_PROXY";
    String value = variable(environment, name);
    if (value == null || bypasses(variable(environment, "NO_PROXY"), endpoint, secure)) {
      return DIRECT;
    }
    return parse(name, value);
  }

  private static ProxySettings parse(String name, String value) {
    URI uri;
    try {
      uri = URI.create(value.contains("://") ? value : "http://" + value);
    } catch (IllegalArgumentException e) {
      throw refused(name);
    }
    if (!"http".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null) {
      throw refused(name);
    }
    int port = uri.getPort() > 0 ? uri.getPort() : 80;
    String user = uri.getRawUserInfo();
    return new ProxySettings(uri.getHost(), port, user == null ? null : login(user));
  }

  private static IllegalArgumentException refused(String name) {
    return new IllegalArgumentException(
        name + " is not a usable proxy (value not shown): expected http://host:port");
  }

  private static Login login(String userInfo) {
    int colon = userInfo.indexOf(':');
    String user = colon < 0 ? userInfo : userInfo.substring(0, colon);
    String password = colon < 0 ? "" : userInfo.substring(colon + 1);
    return new Login(decoded(user), decoded(password));
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static boolean bypasses(@Nullable String noProxy, URI endpoint, boolean secure) {
    if (noProxy == null) {
      return false;
    }
    String host = endpoint.getHost().toLowerCase(Locale.ROOT);
    int port = endpoint.getPort() > 0 ? endpoint.getPort() : secure ? 443 : 80;
    for (int start = 0; start <= noProxy.length(); ) {
      int comma = noProxy.indexOf(',', start);
      int end = comma < 0 ? noProxy.length() : comma;
      if (matches(noProxy.substring(start, end).strip().toLowerCase(Locale.ROOT), host, port)) {
        return true;
      }
      start = end + 1;
    }
    return false;
  }

  private static boolean matches(String entry, String host, int port) {
    String pattern = entry;
    String suffix = ":" + port;
    if (pattern.endsWith(suffix)) {
      pattern = pattern.substring(0, pattern.length() - suffix.length());
    }
    if (pattern.startsWith("*.")) {
      pattern = pattern.substring(1);
    }
    if (pattern.isEmpty()) {
      return false;
    }
    String domain = pattern.startsWith(".") ? pattern : "." + pattern;
    return pattern.equals("*") || host.equals(pattern) || host.endsWith(domain);
  }

  private static @Nullable String variable(Map<String, String> environment, String name) {
    String value = environment.get(name);
    if (value == null || value.isBlank()) {
      value = environment.get(name.toLowerCase(Locale.ROOT));
    }
    return value == null || value.isBlank() ? null : value.strip();
  }

  @Override
  public String toString() {
    return isDirect() ? "no proxy" : "proxy " + host + ":" + port;
  }
}
