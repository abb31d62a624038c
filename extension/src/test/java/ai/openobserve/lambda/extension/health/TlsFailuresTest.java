package ai.openobserve.lambda.extension.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockWebServer;
import mockwebserver3.junit5.StartStop;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/// What goes wrong with a certificate, or with a port that speaks the other protocol.
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class TlsFailuresTest {
  @StartStop public final MockWebServer server = new MockWebServer();
  @TempDir private Path folder;

  private final HeldCertificate authority =
      new HeldCertificate.Builder()
          .certificateAuthority(0)
          .commonName("Acme Root")
          .validityInterval(ms(Duration.ofDays(-900)), ms(Duration.ofDays(900)))
          .build();

  @BeforeEach
  void answerAsOpenObserve() {
    server.setDispatcher(new HealthyServer());
  }

  private static long ms(Duration fromNow) {
    return Instant.now().plus(fromNow).toEpochMilli();
  }

  private HeldCertificate.Builder certificate() {
    return new HeldCertificate.Builder()
        .commonName("o2.acme.example")
        .addSubjectAlternativeName("localhost")
        .signedBy(authority)
        .duration(61, TimeUnit.DAYS);
  }

  private void serve(HeldCertificate certificate) {
    server.useHttps(
        new HandshakeCertificates.Builder()
            .heldCertificate(certificate)
            .build()
            .sslSocketFactory());
  }

  private Check.Builder check() {
    return Check.of("https://localhost:" + server.getPort());
  }

  private Check.Builder trusting() throws Exception {
    Path file = folder.resolve("authority.pem");
    Files.writeString(file, authority.certificatePem());
    return check().with("SSL_CERT_FILE", file.toString());
  }

  @Test
  void aTrustedCertificateIsShownWithTheDaysItIsValid() throws Exception {
    serve(certificate().build());

    Check check = trusting().run();

    assertThat(check.healthy()).as(check.lines().toString()).isTrue();
    assertThat(check.line("tls"))
        .startsWith("ok      tls: TLSv1.3, CN=o2.acme.example")
        .contains("issued by CN=Acme Root")
        .containsPattern("valid for 6[01] days");
  }

  @Test
  void warnsOfACertificateThatExpiresSoon() throws Exception {
    serve(certificate().duration(5, TimeUnit.DAYS).build());

    assertThat(trusting().run().line("tls")).startsWith("WARN");
  }

  @Test
  void anExpiredCertificate() throws Exception {
    serve(
        certificate().validityInterval(ms(Duration.ofDays(-90)), ms(Duration.ofDays(-3))).build());

    trusting().run().failedAt("tls", "expired on ", "or set the clock of this machine");
  }

  @Test
  void aCertificateOfTomorrow() throws Exception {
    serve(certificate().validityInterval(ms(Duration.ofDays(1)), ms(Duration.ofDays(90))).build());

    trusting().run().failedAt("tls", "not valid before ", "or set the clock of this machine");
  }

  @Test
  void aSelfSignedCertificate() throws Exception {
    serve(
        new HeldCertificate.Builder()
            .commonName("o2.acme.example")
            .addSubjectAlternativeName("localhost")
            .build());

    check().run().failedAt("tls", "is self-signed and not trusted", "Set SSL_CERT_FILE");
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void aCertificateOfAnAuthorityThatIsNotTrusted() throws Exception {
    serve(certificate().build());

    check().run().failedAt("tls", "Acme Root: this authority is not trusted", "Set SSL_CERT_FILE");
  }

  @Test
  void aCertificateForAnotherName() throws Exception {
    serve(
        new HeldCertificate.Builder()
            .commonName("other")
            .addSubjectAlternativeName("other.example")
            .signedBy(authority)
            .build());

    trusting()
        .run()
        .failedAt("tls", ": not valid for localhost", "a name that is in the certificate");
  }

  @Test
  void httpsOnAPortThatSpeaksHttp() throws Exception {
    try (ServerSocket plain = new ServerSocket(0, 4, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> refuseInPlainHttp(plain));
      Check.of("https://localhost:" + plain.getLocalPort())
          .run()
          .failedAt("tls", "", "The port does not speak TLS");
    }
  }

  /// Answers what is not HTTP at its first byte. (A server may also wait for the end of a line,
  /// which a random ClientHello has or has not.)
  private static void refuseInPlainHttp(ServerSocket plain) {
    while (!plain.isClosed()) {
      try (Socket socket = plain.accept()) {
        if (socket.getInputStream().read() >= 0) {
          socket
              .getOutputStream()
              .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
          socket.shutdownOutput();
          socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        }
      } catch (IOException e) {
        // The client has gone, or the test is over.
      }
    }
  }

  @Test
  void httpOnAPortThatSpeaksTls() throws Exception {
    serve(certificate().build());

    Check.of("http://localhost:" + server.getPort())
        .run()
        .failedAt("server", "", "The port may speak TLS: try https://");
  }
}
