package ai.openobserve.lambda.extension.lambda;

import ai.openobserve.lambda.extension.config.TelemetryType;
import ai.openobserve.lambda.extension.json.JsonFields;
import ai.openobserve.lambda.extension.json.JsonText;
import ai.openobserve.lambda.extension.lambda.LocalConnection.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Lambda's [Extensions
/// API](https://docs.aws.amazon.com/lambda/latest/dg/runtimes-extensions-api.html). Used by one
/// thread.
public final class LambdaApi implements AutoCloseable {
  /// The executable's file name, which Lambda requires as the extension's name.
  public static final String EXTENSION_NAME = "o2-lambda-extension";

  private static final String EXTENSION = "/2020-01-01/extension";
  private static final byte[] NOTHING = new byte[0];

  /// Local calls answer within milliseconds; only `/next` may block without limit.
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(5);

  private LocalConnection connection;
  private String identifier = "";

  /// Connects on the first call.
  ///
  /// @param address AWS_LAMBDA_RUNTIME_API, `host:port`
  /// @throws IllegalArgumentException if the port is not a number
  public LambdaApi(String address) {
    this.connection = new LocalConnection(address, Duration.ofSeconds(2));
  }

  /// Registers for INVOKE and SHUTDOWN.
  ///
  /// @throws LambdaApiException see [LambdaApiException#refusesInvoke()]
  public Registration register() throws LambdaApiException {
    return register("{\"events\":[\"INVOKE\",\"SHUTDOWN\"]}");
  }

  /// Registers for SHUTDOWN only: no invocation waits for this extension.
  public Registration registerForShutdown() throws LambdaApiException {
    return register("{\"events\":[\"SHUTDOWN\"]}");
  }

  private Registration register(String events) throws LambdaApiException {
    Answer answer =
        call(
            "POST",
            EXTENSION + "/register",
            "Lambda-Extension-Name: " + EXTENSION_NAME + "\r\nContent-Type: application/json\r\n",
            events.getBytes(StandardCharsets.UTF_8),
            CALL_TIMEOUT);
    expect("register", answer, 200);
    String id = answer.head().header("Lambda-Extension-Identifier");
    if (id == null) {
      throw new LambdaApiException("register answered without an identifier", 200, answer.body());
    }
    identifier = id;
    return new Registration(id, JsonFields.scalars(answer.body()).getOrDefault("functionName", ""));
  }

  /// The call that subscribes to telemetry, not yet made. While its answer is pending, other calls
  /// use a connection of their own.
  ///
  /// @param port the listener's port
  public SubscriptionCall subscription(Set<TelemetryType> types, int port) {
    return new SubscriptionCall(
        connection,
        identified() + "Content-Type: application/json\r\n",
        types,
        port,
        () -> connection = connection.another());
  }

  /// Reports that the extension is done, and waits for the next event; the environment may be
  /// frozen during the wait. An invocation without a deadline gets one in the past: not waiting is
  /// always safe.
  public LambdaEvent next() throws LambdaApiException {
    Answer answer = call("GET", EXTENSION + "/event/next", identified(), NOTHING, Duration.ZERO);
    expect("event/next", answer, 200);
    Map<String, String> fields = JsonFields.scalars(answer.body());
    String type = fields.getOrDefault("eventType", "").toUpperCase(Locale.ROOT);
    return switch (type) {
      case "INVOKE" ->
          new LambdaEvent.Invoke(
              fields.getOrDefault("requestId", ""),
              Objects.requireNonNullElse(deadline(fields), Instant.EPOCH));
      case "SHUTDOWN" ->
          new LambdaEvent.Shutdown(
              fields.getOrDefault("shutdownReason", "unknown"), deadline(fields));
      default -> new LambdaEvent.Unknown(type);
    };
  }

  /// Fails the init phase, and thus the function's start. The process must exit afterwards.
  public void initError(String errorType, String message) throws LambdaApiException {
    error("/init/error", errorType, message);
  }

  /// Reports why the extension is about to exit. The process must exit afterwards.
  public void exitError(String errorType, String message) throws LambdaApiException {
    error("/exit/error", errorType, message);
  }

  private void error(String path, String errorType, String message) throws LambdaApiException {
    StringBuilder body = new StringBuilder("{\"errorMessage\":\"");
    JsonText.append(body, message);
    body.append("\",\"errorType\":\"").append(errorType).append("\",\"stackTrace\":[]}");
    Answer answer =
        call(
            "POST",
            EXTENSION + path,
            identified()
                + "Lambda-Extension-Function-Error-Type: "
                + errorType
                + "\r\nContent-Type: application/json\r\n",
            body.toString().getBytes(StandardCharsets.UTF_8),
            CALL_TIMEOUT);
    expect(path.substring(1), answer, 202);
  }

  @Override
  public void close() {
    connection.close();
  }

  private String identified() {
    return "Lambda-Extension-Identifier: " + identifier + "\r\n";
  }

  private Answer call(String method, String path, String headers, byte[] body, Duration timeout)
      throws LambdaApiException {
    try {
      return connection.call(method, path, headers, body, timeout);
    } catch (IOException e) {
      throw unreachable(path, e);
    }
  }

  static LambdaApiException unreachable(String path, IOException cause) {
    return new LambdaApiException(
        "The Lambda Runtime API cannot be reached (" + path + "): " + cause.getMessage(), cause);
  }

  static void expect(String call, Answer answer, int status) throws LambdaApiException {
    int actual = answer.head().status();
    if (actual != status) {
      String body = answer.body();
      throw new LambdaApiException(
          "The Lambda Runtime API answered "
              + call
              + " with status "
              + actual
              + ": "
              + body.substring(0, Math.min(300, body.length())),
          actual,
          body);
    }
  }

  /// Null if there is none that can be read.
  private static @Nullable Instant deadline(Map<String, String> fields) {
    try {
      long epochMs = Long.parseLong(fields.getOrDefault("deadlineMs", "0"));
      return epochMs > 0 ? Instant.ofEpochMilli(epochMs) : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
