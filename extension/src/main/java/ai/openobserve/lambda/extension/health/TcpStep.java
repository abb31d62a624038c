package ai.openobserve.lambda.extension.health;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;

/// Tries to connect to each address until one accepts.
final class TcpStep implements Step {
  private final Subject subject;
  private final NameStep name;

  TcpStep(Subject subject, NameStep name) {
    this.subject = subject;
    this.name = name;
  }

  @Override
  public String name() {
    return "tcp";
  }

  @Override
  public Finding run() {
    List<InetAddress> addresses = name.addresses();
    int patienceMs = Math.toIntExact(subject.patience().toMillis() / addresses.size());
    StringBuilder failures = new StringBuilder();
    boolean silent = true;
    boolean refused = false;
    for (InetAddress address : addresses) {
      String problem = connect(address, Math.max(1, patienceMs));
      if (problem.isEmpty()) {
        String after = failures.isEmpty() ? "" : " after " + failures;
        return new Finding.Passed(
            address.getHostAddress() + " port " + subject.port() + " accepts connections" + after);
      }
      silent &= problem.equals("no answer");
      refused |= problem.equals("Connection refused");
      failures
          .append(failures.isEmpty() ? "" : ", ")
          .append(address.getHostAddress())
          .append(": ")
          .append(problem);
    }
    return new Finding.Failed(
        failures + ", port " + subject.port(), advice(addresses, silent, refused));
  }

  private String connect(InetAddress address, int patienceMs) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, subject.port()), patienceMs);
      return "";
    } catch (SocketTimeoutException e) {
      return "no answer";
    } catch (IOException e) {
      return e.getMessage() == null ? e.toString() : e.getMessage();
    }
  }

  /// A refusal is an answer: the address can be reached.
  private String advice(List<InetAddress> addresses, boolean silent, boolean refused) {
    if (!refused && addresses.stream().allMatch(Inet6Address.class::isInstance)) {
      return "The name has IPv6 addresses only: the function's subnets and its VPC setting"
          + " Ipv6AllowedForDualStack must allow IPv6, with an egress-only internet gateway";
    }
    return silent
        ? "Something drops the packets: check security groups, network ACLs, and that the VPC has"
            + " a NAT gateway, an endpoint or a proxy"
        : "Nobody listens there: check host and port in " + subject.variable();
  }
}
