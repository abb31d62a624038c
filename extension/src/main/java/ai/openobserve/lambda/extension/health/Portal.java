package ai.openobserve.lambda.extension.health;

import ai.openobserve.lambda.extension.delivery.Visit;

/// Recognizes responses from something other than OpenObserve: a portal, a proxy, a load balancer,
/// a login page.
final class Portal {
  private static final int MOST = 200;

  private Portal() {}

  /// Whether the response is a web page, which OpenObserve's API never sends.
  static boolean answered(Visit.Reply reply) {
    return reply.contentType().startsWith("text/html")
        || reply.text().stripLeading().startsWith("<");
  }

  static Finding finding(String what, Subject subject) {
    return new Finding.Failed(
        what + " with a web page; OpenObserve's API never does",
        "Something else answers in OpenObserve's place: check host and path in O2_ENDPOINT ("
            + subject.configuration().endpoint()
            + "), and portals and proxies on the way");
  }

  /// A server's text, truncated to fit on a line.
  static String cut(String text) {
    return text.length() <= MOST ? text : text.substring(0, MOST) + "…";
  }
}
