package ai.openobserve.lambda.sandbox.fake;

import ai.openobserve.lambda.sandbox.internal.http.HttpAnswer;
import ai.openobserve.lambda.sandbox.internal.http.HttpExchange;
import ai.openobserve.lambda.sandbox.internal.http.HttpFront;
import ai.openobserve.lambda.sandbox.journal.AwaitTimeoutException;
import ai.openobserve.lambda.sandbox.journal.Journal;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A Runtime API in the test's process: the test scripts the events and invocations that it hands
/// out, and reads the calls it received. A call without a script is answered as Lambda does when
/// all is well.
///
/// Thread-safe; its monitor guards the scripted answers and the subscription.
public final class FakeRuntimeApi implements AutoCloseable {
  private static final String EXTENSION = "/2020-01-01/extension/";
  private static final String RUNTIME = "/2018-06-01/runtime/";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final HttpFront front;
  private final FakeInvocations invocations = new FakeInvocations();
  private final HttpClient telemetry =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Handout events = new Handout();
  private final Journal<String> calls = new Journal<>("calls");
  private final AtomicInteger nextsSeen = new AtomicInteger();
  private final Map<String, HttpAnswer> answers = new HashMap<>();
  private String held = "";
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

  /// What it hands out to a runtime.
  public FakeInvocations invocations() {
    return invocations;
  }

  /// From now on, answers a call with this status and body.
  ///
  /// @param call the last part of the path; if followed by a space and a body, only that call
  public synchronized void answerTo(String call, int status, String body) {
    answers.put(call, extensionAnswer(status, body));
  }

  /// Holds the answers to a call back until [#releaseAnswers].
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

  /// Waits until the total number of calls reaches `times`.
  ///
  /// @param call the last part of the path
  /// @throws AwaitTimeoutException if there are fewer calls in time
  public void awaitCalls(String call, int times) {
    var _ = calls.awaitCount(times, isCall(call), PATIENCE);
  }

  private static Predicate<String> isCall(String call) {
    return each -> each.equals(call) || each.startsWith(call + " ");
  }

  /// Hands this event to the extension when it asks for the next one.
  public void event(String json) {
    events.add(extensionAnswer(200, json));
  }

  /// Answers the next request for an event with 500.
  public void failNext() {
    events.add(extensionAnswer(500, "gone"));
  }

  /// Waits until the extension asks for another event: one request for each call of this method.
  ///
  /// @throws AwaitTimeoutException if it does not ask
  public void awaitNext() {
    awaitCalls("next", nextsSeen.get() + 1);
    nextsSeen.incrementAndGet();
  }

  /// Whether the extension has asked for another event since the last one that [#awaitNext] saw.
  public boolean asksForNext() {
    return calls.entries(isCall("next")).size() > nextsSeen.get();
  }

  /// The calls in order: the last part of the path, and the body if there is one.
  public List<String> calls() {
    return calls.entries();
  }

  /// Posts telemetry to the listener of the newest subscription.
  ///
  /// @throws IllegalStateException if there is no subscription, or its listener refuses the POST
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
    String body = exchange.text();
    try {
      return path.startsWith(RUNTIME)
          ? invocations.answer(exchange, path.substring(RUNTIME.length()), body)
          : extensionAnswer(path, body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("The API is closing");
    }
  }

  private HttpAnswer extensionAnswer(String path, String body) throws InterruptedException {
    String call = path.substring(path.lastIndexOf('/') + 1);
    calls.append(body.isEmpty() ? call : call + " " + body);
    awaitRelease(call);
    return path.equals(EXTENSION + "event/next")
        ? events.take().orElseGet(() -> extensionAnswer(500, "closed"))
        : scriptedAnswer(call, body);
  }

  private synchronized void awaitRelease(String call) throws InterruptedException {
    while (call.equals(held) && !closed) {
      wait();
    }
  }

  private synchronized HttpAnswer scriptedAnswer(String call, String body) {
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

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    events.close();
    invocations.close();
    front.close();
    telemetry.shutdownNow();
  }
}
