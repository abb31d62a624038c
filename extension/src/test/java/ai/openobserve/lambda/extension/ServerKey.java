package ai.openobserve.lambda.extension;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;

/// A new key of a server with a certificate for it, and the authority that signed this one, made by
/// the JDK's keytool.
///
/// @param authority the authority's certificate, in PEM
record ServerKey(Path store, Path authority) {
  private static final String PASSWORD = "changeit";
  private static final String LOCALHOST = "san=dns:localhost,ip:127.0.0.1";

  /// A key whose certificate is good for localhost, today.
  ///
  /// @param algorithm of the server's key and of the authority's: `-keyalg EC -groupname secp384r1`
  static ServerKey of(Path folder, String algorithm) throws Exception {
    return of(folder, algorithm, "-validity", "2", "-ext", LOCALHOST);
  }

  static ServerKey expired(Path folder) throws Exception {
    return of(folder, "-keyalg EC", "-startdate", "-3d", "-validity", "1", "-ext", LOCALHOST);
  }

  /// A certificate that no authority has signed, of a month long ago, and trusted by itself.
  static ServerKey selfSignedAndExpired(Path folder) throws Exception {
    Path own = Files.createTempDirectory(folder, "key");
    Path store = own.resolve("server.p12");
    Path certificate = own.resolve("server.pem");
    keytool(
        store,
        "server",
        List.of(
            "-genkeypair",
            "-keyalg",
            "EC",
            "-dname",
            "CN=localhost",
            "-ext",
            LOCALHOST,
            "-startdate",
            "2025/01/01 00:00:00",
            "-validity",
            "30"));
    keytool(store, "server", List.of("-exportcert", "-rfc", "-file", certificate.toString()));
    return new ServerKey(store, certificate);
  }

  static ServerKey forAnotherHost(Path folder) throws Exception {
    return of(folder, "-keyalg EC", "-validity", "2", "-ext", "san=dns:elsewhere.example");
  }

  private static ServerKey of(Path folder, String algorithm, String... certificate)
      throws Exception {
    Path own = Files.createTempDirectory(folder, "key");
    Path store = own.resolve("server.p12");
    Path authority = own.resolve("authority.pem");
    List<String> key = List.of(algorithm.split(" ", -1));
    List<String> authorityOptions =
        List.of("-genkeypair", "-dname", "CN=Authority", "-ext", "bc:c", "-startdate", "-9d");
    keytool(store, "authority", both(key, authorityOptions));
    keytool(store, "authority", List.of("-exportcert", "-rfc", "-file", authority.toString()));
    List<String> signed = List.of("-genkeypair", "-dname", "CN=localhost", "-signer", "authority");
    keytool(store, "server", both(key, both(signed, List.of(certificate))));
    return new ServerKey(store, authority);
  }

  private static List<String> both(List<String> some, List<String> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }

  private static void keytool(Path store, String alias, List<String> words) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin/keytool").toString());
    command.addAll(words);
    command.addAll(List.of("-alias", alias, "-keystore", store.toString(), "-storepass", PASSWORD));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IllegalStateException("keytool failed: " + said);
    }
  }

  KeyManager[] managers() throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    keys.deleteEntry("authority");
    KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
    factory.init(keys, PASSWORD.toCharArray());
    return factory.getKeyManagers();
  }
}
