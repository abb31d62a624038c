package ai.openobserve.lambda.sandbox.sink;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/// The faults that the sink applies to requests: first a queue of one-time faults, then conditional
/// ones, then the permanent one. They only apply to ingestion requests (`POST …/_json`).
/// Thread-safe.
public final class Faults {
  private record Conditional(Predicate<SinkRequest> condition, Fault fault) {}

  private final Deque<Fault> queue = new ArrayDeque<>();
  private final List<Conditional> conditional = new ArrayList<>();
  private Fault standing = Fault.none();
  private long epoch;

  Faults() {}

  /// Applies each of these to one of the next ingestion requests, in this order.
  public synchronized Faults next(Fault... faults) {
    queue.addAll(List.of(faults));
    return this;
  }

  /// Applies this to the next `times` ingestion requests.
  public synchronized Faults next(int times, Fault fault) {
    for (int i = 0; i < times; i++) {
      queue.add(fault);
    }
    return this;
  }

  /// Applies the fault to matching requests until [#clear], for example to those with a poison
  /// record. The condition sees the request with its body.
  public synchronized Faults when(Predicate<SinkRequest> condition, Fault fault) {
    conditional.add(new Conditional(condition, fault));
    return this;
  }

  /// Applies this to every ingestion request until [#clear].
  public synchronized Faults always(Fault fault) {
    standing = fault;
    return this;
  }

  /// Removes all faults, and cuts requests that are hanging.
  public synchronized void clear() {
    queue.clear();
    conditional.clear();
    standing = Fault.none();
    epoch++;
    notifyAll();
  }

  /// The fault for a request whose body has not been read yet.
  synchronized Fault take() {
    Fault next = queue.poll();
    return next == null ? standing : next;
  }

  /// The fault for a request whose body is known; [Fault.Work] if there is none.
  synchronized Fault matching(SinkRequest request) {
    return conditional.stream()
        .filter(each -> each.condition.test(request))
        .map(Conditional::fault)
        .findFirst()
        .orElse(Fault.none());
  }

  /// Counts the calls of [#clear].
  synchronized long epoch() {
    return epoch;
  }

  /// Blocks until a [#clear] after this epoch.
  synchronized void awaitClear(long since) throws InterruptedException {
    while (since == epoch) {
      wait();
    }
  }
}
