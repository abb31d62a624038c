package ai.openobserve.lambda.extension.health;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Resolves the name of OpenObserve's host, or of the proxy, which resolves OpenObserve's itself.
final class NameStep implements Step {
  /// Resolves a name, however long that takes.
  interface Lookup {
    InetAddress[] addresses(String host) throws UnknownHostException;
  }

  /// The system's resolver.
  static final Lookup SYSTEM = InetAddress::getAllByName;

  private final Subject subject;
  private final Lookup lookup;
  private volatile @Nullable List<InetAddress> addresses;
  private volatile String problem = "";

  NameStep(Subject subject, Lookup lookup) {
    this.subject = subject;
    this.lookup = lookup;
  }

  /// The addresses; empty before the name was resolved.
  List<InetAddress> addresses() {
    List<InetAddress> found = addresses;
    return found == null ? List.of() : found;
  }

  @Override
  public String name() {
    return "name";
  }

  /// The system's resolver has timeouts of its own and cannot be interrupted, so it gets a thread.
  @Override
  public Finding run() throws InterruptedException {
    Thread resolving = Thread.ofPlatform().daemon().name("resolve").start(this::resolve);
    if (!resolving.join(subject.patience())) {
      return new Finding.Failed(
          subject.host() + ": " + subject.silence() + " from the name server",
          "Check the network's name server: in a VPC, enableDnsSupport, and security groups that"
              + " allow port 53");
    }
    List<InetAddress> found = addresses();
    if (found.isEmpty()) {
      return new Finding.Failed(
          subject.host() + " does not resolve" + problem,
          "Check the host in "
              + subject.variable()
              + "; the zone of a private name must be associated with the function's VPC");
    }
    return new Finding.Passed(
        (subject.proxied() ? "proxy " : "") + subject.host() + " is " + words(found));
  }

  private void resolve() {
    try {
      addresses = List.of(lookup.addresses(subject.host()));
    } catch (UnknownHostException e) {
      String message = e.getMessage();
      problem = message == null || message.equals(subject.host()) ? "" : " (" + message + ")";
    }
  }

  private static String words(List<InetAddress> addresses) {
    StringBuilder words = new StringBuilder();
    for (InetAddress address : addresses) {
      words.append(words.isEmpty() ? "" : ", ").append(address.getHostAddress());
    }
    return words.toString();
  }
}
