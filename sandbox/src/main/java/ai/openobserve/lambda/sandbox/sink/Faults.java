package ai.openobserve.lambda.sandbox.sink;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/// The faults that wait for requests: a queue of one-time ones first, then conditional ones, then
/// the standing one. They meet ingestion requests (`POST …/_json`) only, probes never. Thread-safe.
public final class Faults {
  private record Conditional(Predicate<SinkRequest> condition, Fault fault) {}

  private final Deque<Fault> queue = new ArrayDeque<>();
  private final List<Conditional> conditional = new ArrayList<>();
  private Fault standing = Fault.none();
  private long epoch;

  Faults() {}

  /// The next ingestion requests meet these, one each, in this order.
  public synchronized Faults next(Fault... faults) {
    queue.addAll(List.of(faults));
    return this;
  }

  /// The next `times` ingestion requests meet this.
  public synchronized Faults next(int times, Fault fault) {
    for (int i = 0; i < times; i++) {
      queue.add(fault);
    }
    return this;
  }

  /// Requests for which this holds meet the fault until [#clear]: a poison record for example. The
  /// request has its body.
  public synchronized Faults when(Predicate<SinkRequest> condition, Fault fault) {
    conditional.add(new Conditional(condition, fault));
    return this;
  }

  /// Every ingestion request meets this until [#clear].
  public synchronized Faults always(Fault fault) {
    standing = fault;
    return this;
  }

  /// Forgets all faults; requests that hang are cut.
  public synchronized void clear() {
    queue.clear();
    conditional.clear();
    standing = Fault.none();
    epoch++;
    notifyAll();
  }

  /// The fault of a request whose body is not read yet.
  synchronized Fault take() {
    Fault next = queue.poll();
    return next == null ? standing : next;
  }

  /// The fault of a request whose body is known; [Fault.Work] where there is none.
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

  /// Blocks until there was a [#clear] since this epoch.
  synchronized void awaitClear(long since) throws InterruptedException {
    while (since == epoch) {
      wait();
    }
  }
}
