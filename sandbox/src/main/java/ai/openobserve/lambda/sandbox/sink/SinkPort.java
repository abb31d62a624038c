package ai.openobserve.lambda.sandbox.sink;

import ai.openobserve.lambda.sandbox.internal.http.HttpFront;
import ai.openobserve.lambda.sandbox.internal.http.HttpHandler;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.BindException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// The port of a sink: closed during an outage, reopened afterwards. Its monitor guards the server
/// behind it and the number of connections.
final class SinkPort {
  private static final Duration REOPEN_PATIENCE = Duration.ofSeconds(10);
  private static final Duration REOPEN_PAUSE = Duration.ofMillis(2);
  private static final int LOWEST_PORT = 20_000;
  private static final int LOWEST_EPHEMERAL_PORT = 32_000;

  private final HttpFront.Settings settings;
  private final HttpHandler handler;
  private final int number;
  private @Nullable HttpFront front;
  private int pastConnections;

  /// Opens it.
  ///
  /// @throws IOException if the port is taken
  SinkPort(HttpFront.Settings settings, HttpHandler handler) throws IOException {
    this.settings = settings;
    this.handler = handler;
    HttpFront opened = settings.port() == 0 ? openAnywhere() : open(settings.port());
    this.front = opened;
    this.number = opened.port();
  }

  /// The port number, the same before and after an outage.
  int number() {
    return number;
  }

  /// How many connections were accepted so far.
  synchronized int connections() {
    return pastConnections + (front == null ? 0 : front.connections());
  }

  /// Closes the port and resets every connection. Idempotent.
  synchronized void close() {
    if (front != null) {
      pastConnections += front.connections();
      front.close();
      front = null;
    }
  }

  /// Ends an outage. Idempotent.
  ///
  /// @throws IOException if another process has taken the port
  synchronized void reopen() throws IOException {
    if (front == null) {
      front = openAgain();
    }
  }

  /// The kernel keeps a closed port until the thread that was accepting on it has returned from its
  /// call, which on a busy machine is a moment later.
  private HttpFront openAgain() throws IOException {
    long end = System.nanoTime() + REOPEN_PATIENCE.toNanos();
    while (true) {
      try {
        return open(number);
      } catch (BindException e) {
        if (System.nanoTime() - end > 0) {
          throw e;
        }
      }
      try {
        Thread.sleep(REOPEN_PAUSE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("Interrupted while the port was still taken");
      }
    }
  }

  /// Picks a port below the range for outgoing connections: one of those could otherwise take the
  /// port during an outage, and make recovery impossible.
  private HttpFront openAnywhere() throws IOException {
    for (int attempt = 0; attempt < 100; attempt++) {
      try {
        return open(ThreadLocalRandom.current().nextInt(LOWEST_PORT, LOWEST_EPHEMERAL_PORT));
      } catch (BindException e) {
        // Taken by another process: try the next one.
      }
    }
    return open(0);
  }

  private HttpFront open(int wanted) throws IOException {
    return new HttpFront(
        new HttpFront.Settings(wanted, settings.tls(), settings.keepAlive()), handler);
  }
}
