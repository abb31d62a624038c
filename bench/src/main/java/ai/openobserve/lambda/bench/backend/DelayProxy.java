package ai.openobserve.lambda.bench.backend;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import okio.ByteString;

/// A network between an extension and its backend: every byte takes the same time in each
/// direction, and any number of bytes may be in transit. The kernel's own delay (netem) is not
/// available on every machine, and requires root.
///
/// A connection is opened at once on both sides: its round trip is not delayed, because it happens
/// inside the kernel. So a new connection costs one round trip less than it would.
public final class DelayProxy implements Closeable {
  private static final ByteString END = ByteString.EMPTY;

  private record Chunk(long dueNanos, ByteString bytes) {}

  private final ServerSocket server;
  private final int target;
  private final long delayNanos;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  /// @param target the backend's port on this machine
  /// @param delay in each direction
  public DelayProxy(int target, Duration delay) throws IOException {
    this.server = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
    this.target = target;
    this.delayNanos = delay.toNanos();
    thread(this::accept);
  }

  public int port() {
    return server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Socket backend = new Socket(InetAddress.getLoopbackAddress(), target);
        client.setTcpNoDelay(true);
        backend.setTcpNoDelay(true);
        open.add(client);
        open.add(backend);
        carry(client, backend);
        carry(backend, client);
      } catch (IOException _) {
        // Closed, or the backend is down: the client sees its connection close.
      }
    }
  }

  private void carry(Socket from, Socket to) {
    BlockingQueue<Chunk> underWay = new LinkedBlockingQueue<>();
    thread(() -> read(from, underWay));
    thread(() -> write(underWay, to));
  }

  private void read(Socket from, BlockingQueue<Chunk> underWay) {
    byte[] block = new byte[64 * 1024];
    try (InputStream in = from.getInputStream()) {
      for (int length = in.read(block); length >= 0; length = in.read(block)) {
        ByteString bytes = ByteString.of(block, 0, length);
        underWay.add(new Chunk(System.nanoTime() + delayNanos, bytes));
      }
    } catch (IOException _) {
      // The end of the connection is delayed like its bytes.
    } finally {
      underWay.add(new Chunk(System.nanoTime() + delayNanos, END));
    }
  }

  private void write(BlockingQueue<Chunk> underWay, Socket to) {
    try (Socket closing = to) {
      for (Chunk chunk = underWay.take(); chunk.bytes().size() > 0; chunk = underWay.take()) {
        long left = chunk.dueNanos() - System.nanoTime();
        if (left > 0) {
          Thread.sleep(Duration.ofNanos(left));
        }
        chunk.bytes().write(closing.getOutputStream());
      }
    } catch (IOException _) {
      // The other side has closed.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(to);
    }
  }

  private static void thread(Runnable work) {
    Thread.ofPlatform().daemon().name("delay").start(work);
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
