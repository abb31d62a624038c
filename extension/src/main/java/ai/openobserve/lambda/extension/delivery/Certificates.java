package ai.openobserve.lambda.extension.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/// The authorities that TLS trusts: those of the JDK that built us or, if `SSL_CERT_FILE` names a
/// PEM file, those in it instead, as with OpenSSL. Verification itself cannot be turned off.
final class Certificates {
  private final @Nullable Path file;

  private Certificates(@Nullable Path file) {
    this.file = file;
  }

  /// The authorities in a PEM file; if null, those of the JDK that built us, or on the JVM those of
  /// the JDK that runs us.
  static Certificates of(@Nullable Path file) {
    return new Certificates(file);
  }

  void configure(OkHttpClient.Builder builder) throws IOException {
    if (file == null) {
      return;
    }
    try {
      X509TrustManager trust = trustManager(load(file));
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {trust}, null);
      builder.sslSocketFactory(context.getSocketFactory(), trust);
    } catch (GeneralSecurityException e) {
      throw new CertificateFileException(file, "is not a PEM file of certificates", e);
    }
  }

  private static Set<TrustAnchor> load(Path file) throws IOException, GeneralSecurityException {
    Collection<? extends Certificate> certificates;
    try (InputStream in = Files.newInputStream(file)) {
      certificates = CertificateFactory.getInstance("X.509").generateCertificates(in);
    } catch (IOException e) {
      throw new CertificateFileException(file, "cannot be read", e);
    }
    if (certificates.isEmpty()) {
      throw new CertificateFileException(file, "holds no certificate");
    }
    Set<TrustAnchor> authorities = new LinkedHashSet<>();
    for (Certificate certificate : certificates) {
      authorities.add(new TrustAnchor((X509Certificate) certificate, null));
    }
    return authorities;
  }

  /// Authorities are passed directly: a key store would add ciphers to the executable that nothing
  /// else uses.
  private static X509TrustManager trustManager(Set<TrustAnchor> authorities)
      throws GeneralSecurityException {
    PKIXBuilderParameters parameters =
        new PKIXBuilderParameters(authorities, new X509CertSelector());
    // As for the built-in authorities, and as in every JDK by default.
    parameters.setRevocationEnabled(false);
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(new CertPathTrustManagerParameters(parameters));
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509TrustManager x509) {
        return new InDate(x509);
      }
    }
    throw new GeneralSecurityException("no X.509 trust manager");
  }

  @Override
  public String toString() {
    return file == null ? "the built-in certificates" : file.toString();
  }
}
