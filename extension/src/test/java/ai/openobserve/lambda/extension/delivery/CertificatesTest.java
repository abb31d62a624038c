package ai.openobserve.lambda.extension.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.extension.config.Configuration;
import ai.openobserve.lambda.extension.testing.Clients;
import ai.openobserve.lambda.extension.testing.Configurations;
import ai.openobserve.lambda.extension.testing.Records;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLException;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.junit5.StartStop;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
class CertificatesTest {
  private static final Duration AMPLE = Duration.ofSeconds(15);
  private static final HeldCertificate AUTHORITY =
      new HeldCertificate.Builder().certificateAuthority(1).commonName("Our own").build();
  private static final HeldCertificate OTHER_AUTHORITY =
      new HeldCertificate.Builder().certificateAuthority(1).commonName("Another").build();

  @StartStop public final MockWebServer server = new MockWebServer();

  @TempDir Path folder;

  @BeforeEach
  void serve() {
    serveFor("localhost", "127.0.0.1");
    server.enqueue(new MockResponse.Builder().body("{\"status\":[{\"successful\":1}]}").build());
  }

  private void serveFor(String... names) {
    HeldCertificate.Builder builder = new HeldCertificate.Builder().signedBy(AUTHORITY);
    for (String name : names) {
      builder.addSubjectAlternativeName(name);
    }
    HandshakeCertificates handshake =
        new HandshakeCertificates.Builder().heldCertificate(builder.build()).build();
    server.useHttps(handshake.sslSocketFactory());
  }

  private String file(String content) throws IOException {
    return Files.writeString(folder.resolve("ca.pem"), content).toString();
  }

  private OpenObserveClient client(String... namesAndValues) {
    Configuration configuration =
        Configurations.of("https://localhost:" + server.getPort(), namesAndValues);
    return Clients.of(configuration);
  }

  private Outcome send(String file) {
    return client("SSL_CERT_FILE", file).send(Records.batch("1"), AMPLE);
  }

  private static String reason(Outcome outcome) {
    return ((Outcome.Unavailable) outcome).reason();
  }

  @Test
  void anAuthorityOfOnesOwnIsTrustedWhereItsFileIsNamed() throws Exception {
    String file = file(OTHER_AUTHORITY.certificatePem() + AUTHORITY.certificatePem());

    assertThat(send(" " + file + " ")).isEqualTo(new Outcome.Accepted(1, 0, ""));
  }

  @Test
  void aCertificateOfAnUnknownAuthorityIsRefused() {
    assertThat(reason(send(""))).startsWith("TLS failed: ");
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void theFileStandsInsteadOfTheBuiltInAuthorities() throws Exception {
    assertThat(reason(send(file(OTHER_AUTHORITY.certificatePem())))).startsWith("TLS failed: ");
  }

  @Test
  void aCertificateOfAnotherHostIsRefused() throws Exception {
    serveFor("elsewhere.example");

    assertThat(reason(send(file(AUTHORITY.certificatePem())))).startsWith("TLS failed: ");
  }

  /// Trusted by itself, not by an authority.
  private static HeldCertificate ofItsOwn(long from, long until) {
    return new HeldCertificate.Builder()
        .addSubjectAlternativeName("localhost")
        .validityInterval(from, until)
        .build();
  }

  private void serve(HeldCertificate certificate) {
    server.useHttps(
        new HandshakeCertificates.Builder()
            .heldCertificate(certificate)
            .build()
            .sslSocketFactory());
  }

  @Test
  void theServersOwnCertificateIsTrustedWhereItIsInTheFile() throws Exception {
    HeldCertificate own = ofItsOwn(0, 4_000_000_000_000L);
    serve(own);

    assertThat(send(file(own.certificatePem()))).isEqualTo(new Outcome.Accepted(1, 0, ""));
  }

  @Test
  void theServersOwnCertificateIsRefusedOutsideOfItsDates() throws Exception {
    HeldCertificate expired = ofItsOwn(1_735_689_600_000L, 1_738_281_600_000L);
    serve(expired);
    assertThat(reason(send(file(expired.certificatePem())))).startsWith("TLS failed: ");

    HeldCertificate early = ofItsOwn(4_000_000_000_000L, 4_000_086_400_000L);
    serve(early);
    assertThat(reason(send(file(early.certificatePem())))).startsWith("TLS failed: ");
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void theHealthChecksRequestsAreVerifiedToo() throws Exception {
    Configuration configuration = Configurations.of("https://localhost:" + server.getPort());
    Visits visits = new Visits(configuration, new Connections(configuration), System::nanoTime);

    assertThat(visits.get("/healthz", null).await(Visit.Stage.ANSWERED, AMPLE))
        .isInstanceOfSatisfying(
            Visit.Failed.class,
            failed -> assertThat(failed.cause()).isInstanceOf(SSLException.class));
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void aFileThatCannotBeUsedIsNamed() throws Exception {
    String empty = file("");
    assertThat(reason(send(empty))).isEqualTo("SSL_CERT_FILE " + empty + " holds no certificate");

    String garbage = file("this is no certificate");
    assertThat(reason(send(garbage))).startsWith("SSL_CERT_FILE " + garbage + " ");
  }

  @Test
  void anEmptyVariableCountsAsNotSet() {
    assertThat(client("SSL_CERT_FILE", " ").route()).endsWith(", the built-in certificates");
    assertThat(Certificates.of(Path.of("/ca.pem")).toString()).isEqualTo("/ca.pem");
  }
}
