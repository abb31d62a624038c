package ai.openobserve.lambda.extension;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/// Lambda's side in one process with the test, which gives the events and the telemetry. What it
/// answers to each call can be set; unless it is, it is what Lambda answers.
final class RuntimeApi implements Closeable {
  private static final String EXTENSION = "/2020-01-01/extension";

  private final MockWebServer server = new MockWebServer();
  private final OkHttpClient telemetry = new OkHttpClient();
  private final BlockingQueue<MockResponse> events = new LinkedBlockingQueue<>();
  private final Map<String, MockResponse> answers = new ConcurrentHashMap<>();
  private final Semaphore nexts = new Semaphore(0);
  private final List<String> calls = new ArrayList<>();
  private volatile @Nullable String listener;

  RuntimeApi() throws IOException {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
            return answer(request);
          }
        });
    server.start();
  }

  String address() {
    return "127.0.0.1:" + server.getPort();
  }

  /// The answer to the call whose path ends like this.
  void answerTo(String call, int status, String body) {
    answers.put(call, response(status, body));
  }

  void event(String json) {
    events.add(response(200, json));
  }

  /// Fails the `/next` that waits.
  void failNext() {
    events.add(response(500, "gone"));
  }

  /// Waits until the extension has asked for the next event.
  void awaitNext() throws InterruptedException {
    if (!nexts.tryAcquire(10, TimeUnit.SECONDS)) {
      throw new AssertionError("/next is not asked for: " + calls());
    }
  }

  /// Whether the extension asks for the next event, as far as is known.
  boolean asksForNext() {
    return nexts.availablePermits() > 0;
  }

  /// Sends telemetry to the extension.
  void send(String body) throws IOException {
    Request request =
        new Request.Builder()
            .url(Objects.requireNonNull(listener, "no subscription"))
            .post(RequestBody.create(body, MediaType.get("application/json")))
            .build();
    try (Response response = telemetry.newCall(request).execute()) {
      if (response.code() != 200) {
        throw new AssertionError("Telemetry was answered " + response.code());
      }
    }
  }

  /// The calls in order: the end of the path, and the body where there is one.
  synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  private MockResponse answer(RecordedRequest request) throws InterruptedException {
    String path = request.getTarget();
    String call = path.substring(path.lastIndexOf('/') + 1);
    String body = request.getBody() == null ? "" : request.getBody().utf8();
    synchronized (this) {
      calls.add(call + (body.isEmpty() ? "" : " " + body));
    }
    if (path.equals(EXTENSION + "/event/next")) {
      nexts.release();
      return events.take();
    }
    if (call.equals("telemetry")) {
      int port = body.lastIndexOf(':');
      listener = "http://127.0.0.1" + body.substring(port, body.indexOf('"', port)) + "/";
    }
    MockResponse set = answers.get(call + " " + body);
    MockResponse answer = set == null ? answers.get(call) : set;
    return answer == null ? response(call.equals("error") ? 202 : 200, "{}") : answer;
  }

  private static MockResponse response(int status, String body) {
    return new MockResponse.Builder()
        .code(status)
        .addHeader("Lambda-Extension-Identifier", "id-1")
        .body(body)
        .build();
  }

  @Override
  public void close() {
    events.add(response(500, "closed"));
    server.close();
    telemetry.connectionPool().evictAll();
    telemetry.dispatcher().executorService().shutdown();
  }
}
