package ai.openobserve.lambda.extension.health;

import ai.openobserve.lambda.extension.delivery.CertificateFileException;
import ai.openobserve.lambda.extension.delivery.Peer;
import ai.openobserve.lambda.extension.delivery.Visit;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/// Checks the TLS handshake and the server's certificate.
final class TlsStep implements Step {
  private static final int SOON_DAYS = 14;

  private final Subject subject;
  private final Contact contact;

  TlsStep(Subject subject, Contact contact) {
    this.subject = subject;
    this.contact = contact;
  }

  @Override
  public String name() {
    return "tls";
  }

  @Override
  public Finding run() throws InterruptedException {
    Visit visit = contact.visit();
    return switch (visit.await(Visit.Stage.SECURED, subject.patience())) {
      case Visit.Reached reached -> secured(visit);
      case Visit.Silent silent ->
          new Finding.Failed(
              subject.silence() + " to the handshake",
              "The port accepts connections but does not speak TLS: check the port in O2_ENDPOINT");
      case Visit.Failed(IOException cause) -> failed(cause, visit.peer());
    };
  }

  private Finding secured(Visit visit) {
    Peer peer = visit.peer();
    if (peer == null) {
      return new Finding.Passed(visit.protocol());
    }
    long days = Duration.between(now(), peer.until()).toDays();
    String detail =
        visit.protocol()
            + ", "
            + words(peer)
            + ", valid for "
            + days
            + " days, to "
            + date(peer.until());
    return days >= SOON_DAYS
        ? new Finding.Passed(detail)
        : new Finding.Warned(detail, "Renew the server's certificate");
  }

  private Finding failed(IOException cause, @Nullable Peer peer) {
    String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    if (cause instanceof CertificateFileException) {
      return new Finding.Failed(
          message,
          "SSL_CERT_FILE must name a readable PEM file that holds only certificates, no private key");
    }
    if (peer == null) {
      return new Finding.Failed(
          message,
          "The port does not speak TLS, or only versions before 1.2: check the port in O2_ENDPOINT,"
              + " or try http://");
    }
    if (peer.until().isBefore(now())) {
      return clocked("expired on " + date(peer.until()), peer, "Renew the server's certificate");
    }
    if (peer.from().isAfter(now())) {
      return clocked(
          "not valid before " + date(peer.from()), peer, "Wait until then, or replace it");
    }
    if (cause instanceof SSLPeerUnverifiedException) {
      return new Finding.Failed(
          words(peer) + ": not valid for " + subject.endpointHost(),
          "Set O2_ENDPOINT to a name that is in the certificate");
    }
    String trust =
        "Set SSL_CERT_FILE to a PEM file with its authority, in the function or in a layer";
    return peer.selfSigned()
        ? new Finding.Failed(Portal.cut(peer.subject()) + " is self-signed and not trusted", trust)
        : new Finding.Failed(words(peer) + ": this authority is not trusted", trust);
  }

  private Finding clocked(String problem, Peer peer, String next) {
    return new Finding.Failed(
        words(peer) + ": " + problem,
        next + "; or set the clock of this machine, which says " + date(now()));
  }

  private static String words(Peer peer) {
    return Portal.cut(peer.subject()) + ", issued by " + Portal.cut(peer.issuer());
  }

  private Instant now() {
    return subject.clocks().wall().instant();
  }

  private static String date(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC).toString();
  }
}
