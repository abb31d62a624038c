package ai.openobserve.lambda.extension.delivery;

import java.security.cert.X509Certificate;
import java.time.Instant;

/// What a server's certificate says.
public record Peer(String subject, String issuer, Instant from, Instant until) {
  static Peer of(X509Certificate certificate) {
    return new Peer(
        certificate.getSubjectX500Principal().getName(),
        certificate.getIssuerX500Principal().getName(),
        certificate.getNotBefore().toInstant(),
        certificate.getNotAfter().toInstant());
  }

  /// Whether the certificate names its own subject as the issuer.
  public boolean selfSigned() {
    return subject.equals(issuer);
  }
}
