package ai.openobserve.lambda.sandbox.fake;

import ai.openobserve.lambda.sandbox.internal.http.HttpAnswer;
import ai.openobserve.lambda.sandbox.internal.http.HttpExchange;
import ai.openobserve.lambda.sandbox.internal.http.HttpFront;
import ai.openobserve.lambda.sandbox.journal.AwaitTimeoutException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// A Runtime API in the test's process: the test scripts the events and the invocations it hands
/// out, and reads what was called. Calls that are not scripted are answered as Lambda answers them
/// when all is well.
///
/// Thread-safe; its monitor guards everything.
public final class FakeRuntimeApi implements AutoCloseable {
  private static final String EXTENSION = "/2020-01-01/extension/";
  private static final String RUNTIME = "/2018-06-01/runtime/";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /// What a runtime has posted.
  ///
  /// @param path below `/2018-06-01/runtime/`
  /// @param errorType empty where there is none
  public record Post(String path, String errorType, String body) {}

  private final HttpFront front;
  private final HttpClient telemetry =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Map<String, HttpAnswer> answers = new HashMap<>();
  private final Deque<HttpAnswer> events = new ArrayDeque<>();
  private final Deque<String> invocations = new ArrayDeque<>();
  private final Deque<Post> posts = new ArrayDeque<>();
  private final List<String> calls = new ArrayList<>();
  private int nexts;
  private int handedOut;
  private String held = "";
  private boolean runtimeIdle;
  private boolean closed;
  private @Nullable String listener;

  /// Listens on a free port.
  public FakeRuntimeApi() throws IOException {
    front = new HttpFront(HttpFront.Settings.plain(0), this::answer);
  }

  /// The value of `AWS_LAMBDA_RUNTIME_API`.
  public String address() {
    return "127.0.0.1:" + front.port();
  }

  /// From now on, answers this call like this.
  ///
  /// @param call the last part of the path, and a space and the body where only that one is meant
  public synchronized void answerTo(String call, int status, String body) {
    answers.put(call, extensionAnswer(status, body));
  }

  /// Answers calls like this one no sooner than [#releaseAnswers] says.
  ///
  /// @param call the last part of the path
  public synchronized void holdAnswerTo(String call) {
    held = call;
  }

  /// Ends [#holdAnswerTo].
  public synchronized void releaseAnswers() {
    held = "";
    notifyAll();
  }

  /// Waits until this was called.
  ///
  /// @param call the last part of the path
  public synchronized void awaitCall(String call) throws InterruptedException {
    await(
        () -> calls.stream().anyMatch(each -> each.equals(call) || each.startsWith(call + " ")),
        call + " was not called",
        PATIENCE);
  }

  /// Gives the extension this event when it asks for the next one.
  public void event(String json) {
    add(events, extensionAnswer(200, json));
  }

  /// Answers the next request for an event with 500.
  public void failNext() {
    add(events, extensionAnswer(500, "gone"));
  }

  /// Gives the runtime an invocation with this payload when it asks for the next one; its id is
  /// `request-1`, `request-2` …
  public void invocation(String payload) {
    add(invocations, payload);
  }

  private synchronized <T> void add(Deque<T> queue, T element) {
    queue.add(element);
    notifyAll();
  }

  /// Waits until the extension has asked for another event than at the last call.
  public synchronized void awaitNext() throws InterruptedException {
    await(() -> nexts > 0, "/next was not called", PATIENCE);
    nexts--;
  }

  /// Whether the extension has asked for another event than [#awaitNext] has seen.
  public synchronized boolean asksForNext() {
    return nexts > 0;
  }

  /// Waits for the next thing that the runtime posts.
  public synchronized Post awaitPost(Duration timeout) throws InterruptedException {
    await(() -> !posts.isEmpty(), "Nothing was posted", timeout);
    return posts.remove();
  }

  /// Waits until the runtime has asked for more invocations than there are.
  public synchronized void awaitIdle(Duration timeout) throws InterruptedException {
    await(() -> runtimeIdle, "The runtime has not asked for another invocation", timeout);
  }

  /// The calls in order: the last part of the path, and the body where there is one.
  public synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  /// Posts telemetry to the listener of the newest subscription.
  ///
  /// @throws IllegalStateException where there is no subscription, or it is not acknowledged
  public void send(String body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(listener())
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    int status = telemetry.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    if (status != 200) {
      throw new IllegalStateException("Telemetry was answered with " + status);
    }
  }

  private synchronized URI listener() {
    String url = listener;
    if (url == null) {
      throw new IllegalStateException("There is no subscription");
    }
    return URI.create(url);
  }

  private HttpAnswer answer(HttpExchange exchange) throws IOException {
    String path = exchange.path();
    String call = path.substring(path.lastIndexOf('/') + 1);
    String body = exchange.text();
    try {
      return path.startsWith(RUNTIME)
          ? runtimeAnswer(exchange, path.substring(RUNTIME.length()), body)
          : extensionAnswer(path, call, body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("The API is closing");
    }
  }

  private synchronized HttpAnswer extensionAnswer(String path, String call, String body)
      throws InterruptedException {
    calls.add(body.isEmpty() ? call : call + " " + body);
    notifyAll();
    while (call.equals(held) && !closed) {
      wait();
    }
    if (path.equals(EXTENSION + "event/next")) {
      nexts++;
      notifyAll();
      return take(events, extensionAnswer(500, "closed"));
    }
    if (call.equals("telemetry")) {
      int port = body.lastIndexOf(':');
      listener = "http://127.0.0.1" + body.substring(port, body.indexOf('"', port)) + "/";
    }
    HttpAnswer ordinary = extensionAnswer(call.equals("error") ? 202 : 200, "{}");
    return answers.getOrDefault(call + " " + body, answers.getOrDefault(call, ordinary));
  }

  private static HttpAnswer extensionAnswer(int status, String body) {
    return HttpAnswer.json(status, body).header("Lambda-Extension-Identifier", "id-1");
  }

  private synchronized HttpAnswer runtimeAnswer(HttpExchange exchange, String call, String body)
      throws InterruptedException {
    if (exchange.method().equals("GET")) {
      runtimeIdle = invocations.isEmpty();
      notifyAll();
      String payload = take(invocations, "");
      return closed ? HttpAnswer.empty(500) : invocation(++handedOut, payload);
    }
    add(posts, new Post(call, exchange.header("Lambda-Runtime-Function-Error-Type"), body));
    return HttpAnswer.json(202, "{\"status\":\"OK\"}");
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

  /// The queue's next element, waited for; the other one when this is closed.
  private synchronized <T> T take(Deque<T> queue, T whenClosed) throws InterruptedException {
    while (queue.isEmpty() && !closed) {
      wait();
    }
    T next = queue.poll();
    return next == null ? whenClosed : next;
  }

  private synchronized void await(BooleanSupplier condition, String problem, Duration timeout)
      throws InterruptedException {
    long end = System.nanoTime() + timeout.toNanos();
    while (!condition.getAsBoolean()) {
      long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
      if (left <= 0) {
        throw new AwaitTimeoutException(
            "%s within %d ms; calls: %s".formatted(problem, timeout.toMillis(), calls));
      }
      wait(left);
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    front.close();
    telemetry.shutdownNow();
  }
}
