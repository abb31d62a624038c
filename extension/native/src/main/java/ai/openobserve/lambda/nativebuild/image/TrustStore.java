package ai.openobserve.lambda.nativebuild.image;

import ai.openobserve.lambda.nativebuild.fetch.Sources;
import ai.openobserve.lambda.nativebuild.step.Build;
import ai.openobserve.lambda.nativebuild.step.Inputs;
import ai.openobserve.lambda.nativebuild.step.Problem;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.stream.Stream;

/// The certificate authorities that the executable trusts: the JDK's, from its sources. An
/// installed JDK's `cacerts` file is not used: Linux distributions replace it with what the
/// machine's administrator trusts.
final class TrustStore {
  private TrustStore() {}

  /// PKCS #12 requires a password; this one protects nothing.
  static final String PASSWORD = "changeit";

  static Path make(Build build, Sources sources) throws Exception {
    return build
        .steps()
        .run(
            "trust-store",
            new Inputs().withFolder("certificates", certificates(sources)),
            into -> write(certificates(sources), into.resolve("cacerts")))
        .resolve("cacerts");
  }

  static Path certificates(Sources sources) {
    return sources.jdk().folder().resolve("src/java.base/share/data/cacerts");
  }

  private static void write(Path folder, Path file) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    CertificateFactory certificates = CertificateFactory.getInstance("X.509");
    List<Path> all;
    try (Stream<Path> files = Files.list(folder)) {
      all = files.filter(f -> !f.getFileName().toString().equals("README")).sorted().toList();
    }
    for (Path one : all) {
      String text = Files.readString(one, StandardCharsets.ISO_8859_1);
      // A description precedes the certificate.
      byte[] pem = text.substring(text.indexOf("-----BEGIN")).getBytes(StandardCharsets.ISO_8859_1);
      store.setCertificateEntry(
          one.getFileName().toString(),
          certificates.generateCertificate(new java.io.ByteArrayInputStream(pem)));
    }
    if (store.size() < 50) {
      throw new Problem(
          "Only "
              + store.size()
              + " certificates in "
              + folder
              + ": the JDK's sources are not laid out as expected.");
    }
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, PASSWORD.toCharArray());
    }
  }
}
