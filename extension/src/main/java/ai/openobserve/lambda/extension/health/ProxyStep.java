package ai.openobserve.lambda.extension.health;

import ai.openobserve.lambda.extension.delivery.Visit;

/// Checks that the proxy connects us to OpenObserve.
final class ProxyStep implements Step {
  private final Subject subject;
  private final Contact contact;

  ProxyStep(Subject subject, Contact contact) {
    this.subject = subject;
    this.contact = contact;
  }

  @Override
  public String name() {
    return "proxy";
  }

  @Override
  public Finding run() throws InterruptedException {
    return switch (contact.visit().await(Visit.Stage.CONNECTED, subject.patience())) {
      case Visit.Reached reached ->
          new Finding.Passed("it connected to " + subject.configuration().endpoint().getHost());
      case Visit.Silent silent ->
          new Finding.Failed(
              subject.silence() + " to CONNECT",
              "Check that this is the proxy's port, and that it may reach "
                  + subject.endpointHost());
      case Visit.Failed(var cause) -> failed(String.valueOf(cause.getMessage()));
    };
  }

  private Finding failed(String message) {
    if (message.contains("authenticate")) {
      return new Finding.Failed(
          "the proxy asks for a password, or rejects this one (status 407)",
          "Set " + subject.variable() + " to http://user:password@host:port");
    }
    return new Finding.Failed(
        "the proxy refused: " + message,
        "Have the proxy allow "
            + subject.endpointHost()
            + ", or add it to NO_PROXY if it can be reached directly");
  }
}
