package ai.openobserve.lambda.demo.program;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.jspecify.annotations.Nullable;

/// A Runtime API that hands out a few events and keeps the answers.
final class StubRuntimeApi implements AutoCloseable {
  private static final String ROOT = "/2018-06-01/runtime/";

  /// What a runtime has posted.
  ///
  /// @param path below `/2018-06-01/runtime/`
  record Post(String path, @Nullable String errorType, String body) {}

  private final MockWebServer server = new MockWebServer();
  private final Queue<String> events;
  private final BlockingQueue<Post> posts = new LinkedBlockingQueue<>();
  private final CountDownLatch drained = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private int handedOut;

  StubRuntimeApi(List<String> events) throws IOException {
    this.events = new ConcurrentLinkedQueue<>(events);
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
            return "GET".equals(request.getMethod()) ? next() : posted(request);
          }
        });
    server.start();
  }

  /// The value of `AWS_LAMBDA_RUNTIME_API`.
  String address() {
    return server.getHostName() + ":" + server.getPort();
  }

  /// The next thing posted.
  Post awaitPost(Duration timeout) throws InterruptedException {
    var post = posts.poll(timeout.toMillis(), TimeUnit.MILLISECONDS);
    if (post == null) {
      throw new AssertionError("Nothing was posted in " + timeout);
    }
    return post;
  }

  /// Waits until the runtime has asked for more events than there are.
  void awaitIdle(Duration timeout) throws InterruptedException {
    if (!drained.await(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("The runtime has not asked for another event in " + timeout);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.close();
  }

  private synchronized MockResponse next() throws InterruptedException {
    var event = events.poll();
    if (event == null) {
      drained.countDown();
      closed.await();
      return new MockResponse.Builder().code(500).build();
    }
    handedOut++;
    return new MockResponse.Builder()
        .addHeader("Content-Type", "application/json")
        .addHeader("Lambda-Runtime-Aws-Request-Id", "request-" + handedOut)
        .addHeader("Lambda-Runtime-Deadline-Ms", Long.toString(Long.MAX_VALUE / 1_000_000))
        .addHeader(
            "Lambda-Runtime-Invoked-Function-Arn",
            "arn:aws:lambda:eu-west-1:123456789012:function:orders")
        .addHeader("Lambda-Runtime-Trace-Id", "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700")
        .body(event)
        .build();
  }

  private MockResponse posted(RecordedRequest request) {
    var body = request.getBody();
    posts.add(
        new Post(
            request.getUrl().encodedPath().substring(ROOT.length()),
            request.getHeaders().get("Lambda-Runtime-Function-Error-Type"),
            body == null ? "" : body.utf8()));
    return new MockResponse.Builder().code(202).body("{\"status\":\"OK\"}").build();
  }
}
