package ai.openobserve.lambda.extension.health;

import ai.openobserve.lambda.extension.delivery.Visit;

/// A page that somebody else answers with: a portal, a proxy, a load balancer, a login page.
final class Portal {
  private static final int MOST = 200;

  private Portal() {}

  /// Whether the answer is a page for people. OpenObserve's API has none.
  static boolean answered(Visit.Reply reply) {
    return reply.contentType().startsWith("text/html")
        || reply.text().stripLeading().startsWith("<");
  }

  static Finding finding(String what, Subject subject) {
    return new Finding.Failed(
        what + " with a web page, which OpenObserve's API never does",
        "Something answers in OpenObserve's place: check host and path in O2_ENDPOINT ("
            + subject.configuration().endpoint()
            + "), portals and proxies");
  }

  /// What a server says, bounded and without control characters.
  static String cut(String text) {
    StringBuilder safe = new StringBuilder();
    for (int i = 0; i < Math.min(MOST, text.length()); i++) {
      char c = text.charAt(i);
      safe.append(c < ' ' || c == 127 ? ' ' : c);
    }
    return safe.toString();
  }
}
