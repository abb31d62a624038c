package ai.openobserve.lambda.sandbox.sink;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/// What the sink does with a request instead of processing it.
public sealed interface Fault {

  /// Answers with this status and stores nothing.
  static Answer status(int status) {
    return new Answer(
        status, Map.of(), "{\"code\":%d,\"message\":\"%s\"}".formatted(status, reason(status)));
  }

  /// Answers with this status and `Retry-After` in seconds, and stores nothing.
  static Answer retryAfter(int status, int seconds) {
    return status(status).header("Retry-After", Integer.toString(seconds));
  }

  /// Cuts the connection (RST).
  static Reset reset(Moment moment) {
    return new Reset(moment);
  }

  /// Reads the request and never answers, until the fault is cleared or the sink is closed.
  static Hang hang() {
    return new Hang();
  }

  /// Processes the request, but answers only after this time.
  static Delay delay(Duration duration) {
    return new Delay(duration, new Work());
  }

  /// Stores all but the first `failed` records, and says so: a partial failure.
  static Partial partial(int failed) {
    return new Partial(failed, "Failed to ingest: schema conflict");
  }

  /// Answers 200 with zero successful and zero failed records and stores nothing, as OpenObserve
  /// does for a batch with too many columns.
  static SilentLoss silentLoss() {
    return new SilentLoss();
  }

  /// Processes the request normally; useful in a sequence of faults.
  static Work none() {
    return new Work();
  }

  /// See [Fault#status].
  record Answer(int status, Map<String, String> headers, String body) implements Fault {
    /// @throws NullPointerException on nulls
    public Answer {
      headers = Map.copyOf(headers);
    }

    /// The same answer with this body.
    public Answer body(String text) {
      return new Answer(status, headers, text);
    }

    /// The same answer with one more header.
    public Answer header(String name, String value) {
      Map<String, String> more = new TreeMap<>(headers);
      more.put(name, value);
      return new Answer(status, more, body);
    }
  }

  /// See [Fault#reset].
  record Reset(Moment moment) implements Fault {}

  /// See [Fault#hang].
  record Hang() implements Fault {}

  /// See [Fault#delay].
  record Delay(Duration duration, Fault next) implements Fault {
    /// Applies this fault after the delay.
    public Delay then(Fault fault) {
      return new Delay(duration, fault);
    }
  }

  /// See [Fault#partial].
  record Partial(int failed, String error) implements Fault {}

  /// See [Fault#silentLoss].
  record SilentLoss() implements Fault {}

  /// See [Fault#none].
  record Work() implements Fault {}

  private static String reason(int status) {
    return switch (status) {
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized Access";
      case 403 -> "Unauthorized Access";
      case 404 -> "Organization not found";
      case 408 -> "Request Timeout";
      case 413 -> "Payload Too Large";
      case 415 -> "Unsupported Media Type";
      case 429 -> "Too Many Requests";
      case 500 -> "Internal Server Error";
      case 502 -> "Bad Gateway";
      case 503 -> "Service Unavailable";
      case 504 -> "Gateway Timeout";
      default -> "Fault on demand";
    };
  }
}
