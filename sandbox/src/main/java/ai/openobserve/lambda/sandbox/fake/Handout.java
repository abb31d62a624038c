package ai.openobserve.lambda.sandbox.fake;

import ai.openobserve.lambda.sandbox.internal.http.HttpAnswer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// Answers for calls that block until one is available: each answer goes to one call, in order.
/// Thread-safe.
final class Handout {
  private final Deque<HttpAnswer> waiting = new ArrayDeque<>();
  private boolean closed;

  synchronized void add(HttpAnswer answer) {
    waiting.add(answer);
    notifyAll();
  }

  /// Waits for the next answer.
  ///
  /// @return empty once this is closed
  synchronized Optional<HttpAnswer> take() throws InterruptedException {
    while (waiting.isEmpty() && !closed) {
      wait();
    }
    return closed ? Optional.empty() : Optional.of(waiting.remove());
  }

  synchronized void close() {
    closed = true;
    notifyAll();
  }
}
