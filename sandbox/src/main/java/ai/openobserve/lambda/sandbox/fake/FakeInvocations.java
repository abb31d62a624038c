package ai.openobserve.lambda.sandbox.fake;

import ai.openobserve.lambda.sandbox.internal.http.HttpAnswer;
import ai.openobserve.lambda.sandbox.internal.http.HttpExchange;
import ai.openobserve.lambda.sandbox.journal.AwaitTimeoutException;
import ai.openobserve.lambda.sandbox.journal.Journal;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/// The runtime's side of a [FakeRuntimeApi]: the invocations it hands out, and what the runtime
/// posts. Thread-safe.
public final class FakeInvocations {
  /// A request with which a runtime ended an invocation or its init.
  ///
  /// @param path below `/2018-06-01/runtime/`
  /// @param errorType empty if there is none
  public record Post(String path, String errorType, String body) {}

  private final Handout invocations = new Handout();
  private final Journal<String> requests = new Journal<>("requests for an invocation");
  private final Journal<Post> posts = new Journal<>("posts of the runtime");
  private final AtomicInteger added = new AtomicInteger();
  private final AtomicInteger seen = new AtomicInteger();

  FakeInvocations() {}

  /// Queues an invocation with this payload; its request ID is `request-1`, `request-2` and so on.
  public void add(String payload) {
    invocations.add(invocation(added.incrementAndGet(), payload));
  }

  private static HttpAnswer invocation(int number, String payload) {
    return HttpAnswer.json(200, payload)
        .header("Lambda-Runtime-Aws-Request-Id", "request-" + number)
        .header("Lambda-Runtime-Deadline-Ms", Long.toString(Long.MAX_VALUE / 1_000_000))
        .header(
            "Lambda-Runtime-Invoked-Function-Arn",
            "arn:aws:lambda:eu-west-1:123456789012:function:orders")
        .header("Lambda-Runtime-Trace-Id", "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700");
  }

  /// Waits for the next post of the runtime.
  ///
  /// @throws AwaitTimeoutException if there is none in time
  public Post awaitPost(Duration timeout) {
    Post next = posts.awaitCount(seen.get() + 1, timeout).getLast();
    seen.incrementAndGet();
    return next;
  }

  /// Waits until the runtime has asked for more invocations than were added.
  ///
  /// @throws AwaitTimeoutException if it has not in time
  public void awaitIdle(Duration timeout) {
    var _ = requests.awaitCount(added.get() + 1, timeout);
  }

  /// @param call the path below `/2018-06-01/runtime/`
  HttpAnswer answer(HttpExchange exchange, String call, String body) throws InterruptedException {
    if (exchange.method().equals("GET")) {
      requests.append(call);
      return invocations.take().orElseGet(() -> HttpAnswer.empty(500));
    }
    posts.append(new Post(call, exchange.header("Lambda-Runtime-Function-Error-Type"), body));
    return HttpAnswer.json(202, "{\"status\":\"OK\"}");
  }

  void close() {
    invocations.close();
  }
}
