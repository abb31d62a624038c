package ai.openobserve.lambda.extension.health;

import ai.openobserve.lambda.extension.config.Configuration;
import ai.openobserve.lambda.extension.config.ProxySettings;
import ai.openobserve.lambda.extension.delivery.Visits;
import ai.openobserve.lambda.extension.time.Clocks;
import java.time.Duration;

/// What is checked, and what the steps need for it.
///
/// @param patience longest time that a step waits for the network
record Subject(Configuration configuration, Visits visits, Clocks clocks, Duration patience) {

  boolean secure() {
    return "https".equalsIgnoreCase(configuration.endpoint().getScheme());
  }

  boolean proxied() {
    return !configuration.proxy().isDirect();
  }

  /// OpenObserve's own host.
  String endpointHost() {
    return configuration.endpoint().getHost();
  }

  /// The host that this process connects to: OpenObserve's, or the proxy's.
  String host() {
    ProxySettings proxy = configuration.proxy();
    return proxy.isDirect() ? endpointHost() : proxy.host();
  }

  int port() {
    ProxySettings proxy = configuration.proxy();
    if (!proxy.isDirect()) {
      return proxy.port();
    }
    int port = configuration.endpoint().getPort();
    return port > 0 ? port : secure() ? 443 : 80;
  }

  /// The variable that says where to connect to.
  String variable() {
    return !proxied() ? "O2_ENDPOINT" : secure() ? "HTTPS_PROXY" : "HTTP_PROXY";
  }

  /// For messages: `no answer in 10 s`.
  String silence() {
    long ms = patience.toMillis();
    return "no answer in " + (ms % 1000 == 0 ? ms / 1000 + " s" : ms + " ms");
  }

  /// The organization's path.
  String organization() {
    return "/api/" + configuration.organizationId() + "/";
  }
}
