package ai.openobserve.lambda.bench.lambda;

import ai.openobserve.lambda.bench.lambda.HttpConnection.Request;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The Extensions API for one extension, controlled by a benchmark: it sees when the extension asks
/// for its next event, and decides when it gets one. The sandbox does far more, and takes time for
/// it.
public final class LocalLambda implements Closeable {
  private static final Pattern DESTINATION =
      Pattern.compile("\"(?:URI|uri)\"\\s*:\\s*\"([^\"]+)\"");

  private final Connections connections;
  private final BlockingQueue<Long> asked = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private volatile String destination = "";

  public LocalLambda() throws IOException {
    connections =
        new Connections(new ServerSocket(0, 16, InetAddress.getLoopbackAddress()), this::handle);
  }

  /// The value of `AWS_LAMBDA_RUNTIME_API`.
  public String address() {
    return "127.0.0.1:" + connections.port();
  }

  /// Waits until the extension asks for an event.
  ///
  /// @return when its request arrived, by [System#nanoTime]
  /// @throws IllegalStateException if it does not ask in time
  public long awaitNext(Duration most) throws InterruptedException {
    Long nanos = asked.poll(most.toMillis(), TimeUnit.MILLISECONDS);
    if (nanos == null) {
      throw new IllegalStateException(
          "The extension has not asked for its next event within "
              + most
              + ": run it by hand to see its output");
    }
    return nanos;
  }

  /// Answers the extension's request for its next event with an invocation.
  public void invoke(String requestId) {
    events.add(
        """
        {"eventType":"INVOKE","deadlineMs":%d,"requestId":"%s","invokedFunctionArn":\
        "arn:aws:lambda:eu-west-1:123456789012:function:orders",\
        "tracing":{"type":"X-Amzn-Trace-Id","value":"Root=1"}}\
        """
            .formatted(System.currentTimeMillis() + 900_000, requestId));
  }

  /// Answers the extension's request for its next event with SHUTDOWN.
  public void shutdown(Duration deadline) {
    events.add(
        "{\"eventType\":\"SHUTDOWN\",\"shutdownReason\":\"spindown\",\"deadlineMs\":"
            + (System.currentTimeMillis() + deadline.toMillis())
            + "}");
  }

  /// Where the extension wants its telemetry sent; empty if it has not subscribed.
  public String destination() {
    return destination;
  }

  private void handle(Request request, HttpConnection connection) throws IOException {
    String path = request.path();
    if (path.endsWith("/extension/register")) {
      connection.answer(
          200,
          "Lambda-Extension-Identifier: 5f7e6cd2-0000-4000-8000-000000000001\r\n",
          "{\"functionName\":\"orders\",\"functionVersion\":\"1\",\"handler\":\"h\"}");
    } else if (path.endsWith("/extension/event/next")) {
      asked.add(request.receivedNanos());
      connection.answer(200, "Lambda-Extension-Event-Identifier: 1\r\n", event());
    } else {
      Matcher matcher = DESTINATION.matcher(new String(request.body(), StandardCharsets.UTF_8));
      if (matcher.find()) {
        destination = matcher.group(1);
      }
      connection.answer(200, "", "\"OK\"");
    }
  }

  private String event() throws IOException {
    try {
      return events.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted", e);
    }
  }

  @Override
  public void close() throws IOException {
    connections.close();
  }
}
