package ai.openobserve.lambda.extension.telemetry;

import ai.openobserve.lambda.extension.http.BodyMemory;
import ai.openobserve.lambda.extension.time.Deadline;
import ai.openobserve.lambda.extension.time.Waiter;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The open connections of the listener and the memory that their bodies share, both bounded.
///
/// A new connection, or a growing body, is never shut out by connections that do nothing: the one
/// that has been idle for longest is closed to make room, else the one whose message is slowest.
/// Complete bodies are not touched. Thread-safe: `lock` guards everything, including the state of
/// each [Connection].
final class Connections {
  /// Lambda sends a body within milliseconds; a connection that takes longer than this may be
  /// closed.
  private static final Duration SLOW = Duration.ofMillis(500);

  private static final Duration LONGEST_WAIT_FOR_MEMORY = Duration.ofSeconds(5);

  private final int most;
  private final int mostBytes;
  private final Waiter waiter;
  private final LongSupplier nanos;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition freed = lock.newCondition();
  private final List<Connection> open = new ArrayList<>();
  private int usedBytes;

  /// @param most connections that may be open at a time
  /// @param mostBytes most bytes of all bodies together
  Connections(int most, int mostBytes, Waiter waiter, LongSupplier nanos) {
    this.most = most;
    this.mostBytes = mostBytes;
    this.waiter = waiter;
    this.nanos = nanos;
  }

  private enum Phase {
    IDLE,
    RECEIVING,
    /// Its body is complete and being read.
    RECEIVED
  }

  /// A connection and its share of the memory.
  final class Connection implements BodyMemory {
    private final Socket socket;
    private Phase phase = Phase.IDLE;
    private long since = nanos.getAsLong();
    private int bytes;

    private Connection(Socket socket) {
      this.socket = socket;
    }

    Socket socket() {
      return socket;
    }

    void receiving() {
      enter(Phase.RECEIVING);
    }

    void received() {
      enter(Phase.RECEIVED);
    }

    void idle() {
      enter(Phase.IDLE);
    }

    private void enter(Phase next) {
      lock.lock();
      try {
        phase = next;
        since = nanos.getAsLong();
        freed.signalAll();
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void reserve(int more) throws IOException {
      Connections.this.reserve(this, more);
    }

    @Override
    public void release(int fewer) {
      lock.lock();
      try {
        if (open.contains(this)) {
          give(this, fewer);
        }
      } finally {
        lock.unlock();
      }
    }

    /// Called when the connection is closed, whoever closed it.
    void left() {
      lock.lock();
      try {
        if (open.remove(this)) {
          give(this, bytes);
        }
      } finally {
        lock.unlock();
      }
    }
  }

  private void give(Connection from, int bytes) {
    from.bytes -= bytes;
    usedBytes -= bytes;
    freed.signalAll();
  }

  /// Admits a connection; null if the limit is reached and all others are busy.
  @Nullable Connection admit(Socket socket) throws IOException {
    lock.lock();
    try {
      if (open.size() == most) {
        Connection victim = victim(null, false);
        if (victim == null) {
          return null;
        }
        close(victim);
      }
      Connection connection = new Connection(socket);
      open.add(connection);
      return connection;
    } finally {
      lock.unlock();
    }
  }

  private void reserve(Connection asking, int more) throws IOException {
    lock.lock();
    try {
      awaitMemory(asking, more);
      if (!open.contains(asking)) {
        throw new IOException("connection closed to make room for another");
      }
      asking.bytes += more;
      usedBytes += more;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    } finally {
      lock.unlock();
    }
  }

  private void awaitMemory(Connection asking, int more) throws IOException, InterruptedException {
    Deadline deadline = Deadline.in(LONGEST_WAIT_FOR_MEMORY, nanos.getAsLong());
    while (open.contains(asking) && usedBytes + (long) more > mostBytes) {
      Connection victim = victim(asking, true);
      if (victim != null) {
        close(victim);
      } else if (deadline.passed(nanos.getAsLong())) {
        throw new IOException("no memory left for another body");
      } else {
        // By then, others may count as slow.
        waiter.await(freed, Math.min(deadline.left(nanos.getAsLong()), SLOW.toNanos() / 4));
      }
    }
  }

  /// The connection to close: the one idle for longest, else the slowest of those that count as
  /// slow.
  private @Nullable Connection victim(@Nullable Connection besides, boolean withMemory) {
    Connection found = null;
    for (Connection one : open) {
      if (one != besides
          && (one.bytes > 0 || !withMemory)
          && mayGo(one)
          && (found == null || goesBefore(one, found))) {
        found = one;
      }
    }
    return found;
  }

  private boolean mayGo(Connection one) {
    return switch (one.phase) {
      case IDLE -> true;
      case RECEIVING -> nanos.getAsLong() - one.since >= SLOW.toNanos();
      case RECEIVED -> false;
    };
  }

  private static boolean goesBefore(Connection one, Connection other) {
    return one.phase == other.phase ? one.since - other.since < 0 : one.phase == Phase.IDLE;
  }

  private void close(Connection victim) throws IOException {
    open.remove(victim);
    give(victim, victim.bytes);
    victim.socket.close();
  }

  /// Bytes that all bodies take together.
  int usedBytes() {
    lock.lock();
    try {
      return usedBytes;
    } finally {
      lock.unlock();
    }
  }
}
