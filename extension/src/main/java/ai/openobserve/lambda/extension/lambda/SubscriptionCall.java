package ai.openobserve.lambda.extension.lambda;

import ai.openobserve.lambda.extension.config.TelemetryType;
import ai.openobserve.lambda.extension.lambda.LocalConnection.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The call that subscribes to Lambda's [Telemetry
/// API](https://docs.aws.amazon.com/lambda/latest/dg/telemetry-api.html). Its answer can be awaited
/// in several steps, with other calls in between. Used by one thread at a time.
///
/// Falls back to the previous schema in environments that do not know the newest.
public final class SubscriptionCall {
  private static final String NEWEST_SCHEMA = "2025-01-29";
  private static final String SCHEMA_BEFORE = "2022-12-13";

  private final LocalConnection connection;
  private final String headers;
  private final Set<TelemetryType> types;
  private final int port;
  private final Runnable keepConnection;
  private String schema = NEWEST_SCHEMA;
  private boolean underWay;
  private boolean detached;

  /// @param keepConnection called when other calls need a connection of their own
  SubscriptionCall(
      LocalConnection connection,
      String headers,
      Set<TelemetryType> types,
      int port,
      Runnable keepConnection) {
    this.connection = connection;
    this.headers = headers;
    this.types = types;
    this.port = port;
    this.keepConnection = keepConnection;
  }

  /// Waits for the answer, after making the call unless it is under way.
  ///
  /// @param most the longest wait, at least a millisecond
  /// @throws LambdaApiException if it was refused or broke off; the next wait repeats the call
  public Subscription await(Duration most) throws LambdaApiException {
    Answer answer = answer(most);
    if (answer != null && answer.head().status() == 400 && schema.equals(NEWEST_SCHEMA)) {
      schema = SCHEMA_BEFORE;
      answer = answer(most);
    }
    if (answer == null) {
      return Subscription.UNANSWERED;
    }
    if (answer.head().status() == 202) {
      return Subscription.NOT_SUPPORTED;
    }
    LambdaApi.expect("subscribe", answer, 200);
    return Subscription.ACTIVE;
  }

  /// Keeps the connection for this call alone, which from now on may run beside other calls, on
  /// another thread.
  public void detach() {
    if (!detached) {
      detached = true;
      keepConnection.run();
    }
  }

  /// Null if it takes longer.
  private @Nullable Answer answer(Duration most) throws LambdaApiException {
    boolean again = underWay;
    underWay = false;
    try {
      Answer answer =
          again
              ? connection.awaitAnswer(most)
              : connection.tryCall("PUT", "/2022-07-01/telemetry", headers, body(), most);
      underWay = answer == null;
      if (underWay) {
        detach();
      }
      return answer;
    } catch (IOException e) {
      throw LambdaApi.unreachable("/2022-07-01/telemetry", e);
    }
  }

  private byte[] body() {
    StringBuilder names = new StringBuilder();
    for (TelemetryType type : TelemetryType.values()) {
      if (types.contains(type)) {
        names.append(names.isEmpty() ? "\"" : ",\"").append(type.wireName()).append('"');
      }
    }
    // The shortest time and the smallest bodies that Lambda allows: time spent buffering there is
    // added to the invocation, and large bodies take memory here.
    String body =
        "{\"schemaVersion\":\""
            + schema
            + "\",\"types\":["
            + names
            + "],\"buffering\":{\"maxItems\":10000,\"maxBytes\":262144,\"timeoutMs\":25},"
            + "\"destination\":{\"protocol\":\"HTTP\",\"URI\":\"http://sandbox.localdomain:"
            + port
            + "\"}}";
    return body.getBytes(StandardCharsets.UTF_8);
  }
}
