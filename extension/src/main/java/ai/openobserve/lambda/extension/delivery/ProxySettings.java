package ai.openobserve.lambda.extension.delivery;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import okhttp3.Credentials;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/// The proxy that `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` (or their lower-case names) ask for.
///
/// `NO_PROXY` is a list of host names, of domains (`.example.com` and `example.com` both match
/// sub-domains), each with a port or without, or `*`.
public final class ProxySettings {
  /// No proxy.
  public static final ProxySettings DIRECT = new ProxySettings(Proxy.NO_PROXY, null);

  private final Proxy proxy;
  private final @Nullable String authorization;

  private ProxySettings(Proxy proxy, @Nullable String authorization) {
    this.proxy = proxy;
    this.authorization = authorization;
  }

  /// What applies to the endpoint.
  ///
  /// @throws IllegalArgumentException where the proxy's URL is of no use; its message names the
  ///   variable and holds no credential
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
    return new ProxySettings(
        new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(uri.getHost(), port)),
        user == null ? null : basic(user));
  }

  private static IllegalArgumentException refused(String name) {
    return new IllegalArgumentException(
        name + " is no proxy that can be used (value not shown): allowed is http://host:port");
  }

  private static String basic(String userInfo) {
    int colon = userInfo.indexOf(':');
    String user = colon < 0 ? userInfo : userInfo.substring(0, colon);
    String password = colon < 0 ? "" : userInfo.substring(colon + 1);
    return Credentials.basic(decoded(user), decoded(password));
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

  void configure(OkHttpClient.Builder builder) {
    builder.proxy(proxy);
    if (authorization != null) {
      String header = authorization;
      builder.proxyAuthenticator((route, response) ->
          response.request().header("Proxy-Authorization") != null
              ? null
              : response.request().newBuilder().header("Proxy-Authorization", header).build());
    }
  }

  @Override
  public String toString() {
    return proxy.type() == Proxy.Type.DIRECT ? "no proxy" : "proxy " + proxy.address();
  }
}
