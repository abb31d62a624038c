package ai.openobserve.lambda.sandbox.sink;

import javax.net.ssl.SSLContext;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/// A throw-away certificate authority and a server certificate that it signed.
record TestAuthority(String pem, SSLContext context) {
  static TestAuthority create() {
    HeldCertificate authority =
        new HeldCertificate.Builder()
            .commonName("o2-lambda-sandbox throw-away authority")
            .certificateAuthority(0)
            .build();
    HeldCertificate server =
        new HeldCertificate.Builder()
            .commonName("localhost")
            .addSubjectAlternativeName("localhost")
            .addSubjectAlternativeName("127.0.0.1")
            .signedBy(authority)
            .build();
    HandshakeCertificates certificates =
        new HandshakeCertificates.Builder().heldCertificate(server).build();
    return new TestAuthority(authority.certificatePem(), certificates.sslContext());
  }
}
