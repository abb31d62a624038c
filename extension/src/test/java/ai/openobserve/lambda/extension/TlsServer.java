package ai.openobserve.lambda.extension;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/// An OpenObserve that says yes, behind one version of TLS and one kind of certificate.
final class TlsServer implements AutoCloseable {
  private static final String PASSWORD = "changeit";
  private static final String ANSWER =
      "{\"code\":200,\"status\":[{\"name\":\"default\",\"successful\":1,\"failed\":0}]}";

  private final SSLServerSocket server;
  private final Path certificate;

  private TlsServer(SSLServerSocket server, Path certificate) {
    this.server = server;
    this.certificate = certificate;
    Thread.ofPlatform().daemon().name("tls-server").start(this::accept);
  }

  /// A server with a new key.
  ///
  /// @param key options of the JDK's keytool: `-keyalg EC -groupname secp384r1`
  /// @param protocol the only one it speaks
  static TlsServer start(Path folder, List<String> key, String protocol) throws Exception {
    Path store = folder.resolve("server.p12");
    keytool(
        store,
        key,
        "-genkeypair",
        "-dname",
        "CN=localhost",
        "-validity",
        "2",
        "-ext",
        "san=dns:localhost,ip:127.0.0.1");
    Path certificate = folder.resolve("server.pem");
    keytool(store, List.of(), "-exportcert", "-rfc", "-file", certificate.toString());
    SSLServerSocket server =
        (SSLServerSocket)
            context(store)
                .getServerSocketFactory()
                .createServerSocket(0, 16, InetAddress.getLoopbackAddress());
    server.setEnabledProtocols(new String[] {protocol});
    return new TlsServer(server, certificate);
  }

  private static void keytool(Path store, List<String> key, String... words) throws Exception {
    List<String> command = new java.util.ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin/keytool").toString());
    command.addAll(List.of(words));
    command.addAll(key);
    command.addAll(
        List.of("-alias", "server", "-keystore", store.toString(), "-storepass", PASSWORD));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IllegalStateException("keytool has failed: " + said);
    }
  }

  private static SSLContext context(Path store) throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
    factory.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return context;
  }

  int port() {
    return server.getLocalPort();
  }

  /// Its certificate, in PEM.
  Path certificate() {
    return certificate;
  }

  private void accept() {
    while (!server.isClosed()) {
      try (SSLSocket socket = (SSLSocket) server.accept()) {
        serve(socket);
      } catch (IOException _) {
        // A client that did not like the handshake, or the end.
      }
    }
  }

  /// One request a connection: the body is read to its end before the answer.
  private static void serve(SSLSocket socket) throws IOException {
    InputStream in = new BufferedInputStream(socket.getInputStream());
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int one = in.read();
      if (one < 0) {
        return;
      }
      head.append((char) one);
    }
    long length =
        head.toString()
            .lines()
            .filter(line -> line.regionMatches(true, 0, "content-length:", 0, 15))
            .mapToLong(line -> Long.parseLong(line.substring(15).strip()))
            .findFirst()
            .orElse(0);
    in.skipNBytes(length);
    String answer =
        "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: "
            + ANSWER.length()
            + "\r\n\r\n"
            + ANSWER;
    socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
