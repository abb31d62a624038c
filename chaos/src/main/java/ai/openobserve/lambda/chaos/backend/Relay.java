package ai.openobserve.lambda.chaos.backend;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/// A TCP relay on 127.0.0.1 that fails below HTTP. Its monitor guards the manner and the listener.
public final class Relay implements AutoCloseable {
  private static final int LOWEST_PORT = 20_000;
  private static final int LOWEST_EPHEMERAL_PORT = 32_000;
  private static final int BACKLOG = 64;
  private static final Duration REOPEN_PATIENCE = Duration.ofSeconds(10);

  /// Ports of all relays of this process: one that refuses connections keeps its port, or another
  /// run's records would come to the relay that takes it.
  private static final Set<Integer> OWNED = ConcurrentHashMap.newKeySet();

  private final int target;
  private final int port;
  private final Set<Link> links = ConcurrentHashMap.newKeySet();
  private final List<SocketChannel> fillers = new ArrayList<>();
  private Manner manner = new Manner.Passes();
  private @Nullable ServerSocket listener;
  private boolean closed;

  /// Listens on a port of its own, below those that the kernel gives to outgoing connections.
  ///
  /// @param target the port on 127.0.0.1 that everything goes to
  public Relay(int target) throws IOException {
    this(target, () -> ThreadLocalRandom.current().nextInt(LOWEST_PORT, LOWEST_EPHEMERAL_PORT));
  }

  /// @param candidates ports to try, one after the other
  Relay(int target, IntSupplier candidates) throws IOException {
    this.target = target;
    ServerSocket opened = openAnywhere(candidates);
    this.port = opened.getLocalPort();
    accept(opened);
  }

  /// The port it listens on.
  public int port() {
    return port;
  }

  /// Behaves like this from now on, towards open connections too.
  public synchronized void behave(Manner next) throws IOException {
    if (next.equals(manner)) {
      return;
    }
    Manner before = manner;
    manner = next;
    notifyAll();
    switch (next) {
      case Manner.Refuses() -> {
        closeListener();
        links.forEach(Link::cut);
      }
      case Manner.LetsWait() -> {
        closeListener();
        links.forEach(Link::cut);
        fillBacklog();
      }
      case Manner.Passes(), Manner.Stalls(), Manner.StallsAnswers(_), Manner.Trickles(_) -> {
        if (before instanceof Manner.LetsWait) {
          closeListener();
        }
        if (listener == null) {
          accept(reopen());
        }
      }
    }
  }

  /// Resets all open connections.
  public void cut() {
    links.forEach(Link::cut);
  }

  /// Passes nothing on over the open connections any more, without closing them.
  public void forget() {
    links.forEach(Link::forget);
  }

  private synchronized Manner manner() {
    return manner;
  }

  private void accept(ServerSocket opened) {
    listener = opened;
    Thread.ofVirtual()
        .name("relay-accept")
        .start(() -> {
          try {
            while (true) {
              Link link = new Link(opened.accept());
              if (isOpen(opened)) {
                link.start();
              } else {
                link.cut();
              }
            }
          } catch (IOException e) {
            // The listener was closed.
          }
        });
  }

  /// The kernel may hand out a connection while the listener is being closed.
  private synchronized boolean isOpen(ServerSocket accepting) {
    return accepting.equals(listener);
  }

  private void closeListener() throws IOException {
    for (SocketChannel each : fillers) {
      each.close();
    }
    fillers.clear();
    if (listener != null) {
      listener.close();
      listener = null;
    }
  }

  /// A listener whose queue is full: the kernel drops every further SYN.
  private void fillBacklog() throws IOException {
    ServerSocket full = reopen(1);
    listener = full;
    for (int i = 0; i < 4; i++) {
      SocketChannel filler = SocketChannel.open();
      filler.configureBlocking(false);
      boolean _ = filler.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      fillers.add(filler);
    }
  }

  private static ServerSocket openAnywhere(IntSupplier candidates) throws IOException {
    for (int attempt = 0; attempt < 200; attempt++) {
      int candidate = candidates.getAsInt();
      if (OWNED.add(candidate)) {
        try {
          return open(candidate, BACKLOG);
        } catch (BindException e) {
          // Somebody else's: another one.
          OWNED.remove(candidate);
        }
      }
    }
    throw new BindException("No free port found on the loopback interface");
  }

  private ServerSocket reopen() throws IOException {
    return reopen(BACKLOG);
  }

  /// The kernel keeps a closed port until the accepting thread has left its call.
  private ServerSocket reopen(int backlog) throws IOException {
    long end = System.nanoTime() + REOPEN_PATIENCE.toNanos();
    while (true) {
      try {
        return open(port, backlog);
      } catch (BindException e) {
        if (System.nanoTime() - end > 0) {
          throw e;
        }
        pause(Duration.ofMillis(2));
      }
    }
  }

  private static ServerSocket open(int port, int backlog) throws IOException {
    ServerSocket socket = new ServerSocket();
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), backlog);
    return socket;
  }

  /// Waits as long, or until the manner changes.
  private synchronized void pause(Duration duration) throws IOException {
    Manner before = manner;
    long end = System.nanoTime() + duration.toNanos();
    try {
      for (long left = duration.toMillis();
          left > 0 && !closed && manner.equals(before);
          left = Duration.ofNanos(end - System.nanoTime()).toMillis()) {
        wait(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted");
    }
  }

  @Override
  public void close() throws IOException {
    synchronized (this) {
      closed = true;
      closeListener();
      OWNED.remove(port);
      notifyAll();
    }
    links.forEach(Link::cut);
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  /// One connection, and the one behind it.
  private final class Link {
    private final Socket client;
    private final Socket server = new Socket();
    private volatile boolean forgotten;
    private volatile boolean gone;

    Link(Socket client) {
      this.client = client;
    }

    void start() {
      links.add(this);
      Thread.ofVirtual().name("relay-requests").start(() -> run(this::requests));
    }

    private interface Direction {
      void carry() throws IOException;
    }

    private void run(Direction direction) {
      try {
        direction.carry();
      } catch (IOException e) {
        // One side is gone, and so is the other then.
      } finally {
        cut();
      }
    }

    private void requests() throws IOException {
      awaitPassage();
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
      Thread.ofVirtual().name("relay-answers").start(() -> run(this::answers));
      InputStream in = client.getInputStream();
      OutputStream out = server.getOutputStream();
      byte[] buffer = new byte[16 * 1024];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        awaitPassage();
        if (!forgotten) {
          out.write(buffer, 0, n);
        }
      }
    }

    private void answers() throws IOException {
      InputStream in = server.getInputStream();
      OutputStream out = client.getOutputStream();
      byte[] buffer = new byte[16 * 1024];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        awaitPassage();
        if (!forgotten) {
          answer(out, buffer, n);
        }
      }
      if (forgotten) {
        awaitEnd();
      }
    }

    private void answer(OutputStream out, byte[] bytes, int length) throws IOException {
      int sent = 0;
      while (sent < length) {
        switch (manner()) {
          case Manner.StallsAnswers(int after) -> {
            int some = Math.max(0, Math.min(after, length) - sent);
            out.write(bytes, sent, some);
            sent += some;
            if (sent < length) {
              pause(Duration.ofSeconds(1));
            }
          }
          case Manner.Trickles(Duration pause) -> {
            out.write(bytes, sent, 1);
            sent++;
            pause(pause);
          }
          case Manner.Passes(), Manner.Refuses(), Manner.LetsWait() -> {
            out.write(bytes, sent, length - sent);
            sent = length;
          }
          case Manner.Stalls() -> pause(Duration.ofSeconds(1));
        }
        if (gone || isClosed()) {
          throw new IOException("gone");
        }
      }
    }

    private void awaitPassage() throws IOException {
      while (manner() instanceof Manner.Stalls && !gone && !isClosed()) {
        pause(Duration.ofSeconds(1));
      }
    }

    private void awaitEnd() throws IOException {
      while (!gone && !isClosed()) {
        pause(Duration.ofSeconds(1));
      }
    }

    void forget() {
      forgotten = true;
    }

    /// Resets both sides.
    void cut() {
      gone = true;
      links.remove(this);
      for (Socket each : List.of(client, server)) {
        try {
          each.setSoLinger(true, 0);
          each.close();
        } catch (IOException e) {
          // It was closed already, which is all that was wanted.
        }
      }
    }
  }
}
