package ai.openobserve.lambda.chaos.plan;

import ai.openobserve.lambda.sandbox.sink.Moment;
import java.time.Duration;

/// How the backend behaves, from one step to another.
public sealed interface Mood {
  /// Answers as it should.
  record Healthy() implements Mood {}

  /// Answers as it should, but late.
  record Slow(Duration delay) implements Mood {}

  /// Answers every request with this status, and stores nothing.
  ///
  /// @param retryAfter seconds; 0 without the header
  record Status(int status, int retryAfter) implements Mood {}

  /// Answers with 200 and a page that is not OpenObserve's, and stores nothing.
  record Portal(String contentType, String page) implements Mood {}

  /// Answers 200 with nothing stored and nothing failed.
  record SilentLoss() implements Mood {}

  /// Stores all but the first records of each request, and says so.
  record Partial(int failed) implements Mood {}

  /// Refuses batches with a poison record in them.
  ///
  /// @param status 400, or 0 if it hangs up without an answer
  record Poisoned(int status) implements Mood {}

  /// Cuts the connection of every request.
  record Resets(Moment moment) implements Mood {}

  /// Takes requests and never answers.
  record Hangs() implements Mood {}

  /// Answers so many requests late or never, the others as it should.
  record SomeHang(int requests) implements Mood {}

  /// Refuses connections.
  record Down() implements Mood {}

  /// Lets connections wait: the kernel does not even answer SYN.
  record HangsAtConnect() implements Mood {}

  /// Accepts connections and never says a word, not even in the TLS handshake.
  record HangsAfterAccept() implements Mood {}

  /// Stops in the middle of every answer.
  record HangsMidAnswer() implements Mood {}

  /// Sends its answers byte by byte.
  record Trickles(Duration pause) implements Mood {}

  /// The word for plans and reports.
  default String word() {
    return toString();
  }

  /// Whether records may be lost to it by contract: the backend says (or seems to say) that it will
  /// never take them.
  default boolean mayLose() {
    return switch (this) {
      case Status(int status, int _) -> status == 400 || status == 413 || status == 415;
      case SilentLoss(), Partial(_), Poisoned(_) -> true;
      case Healthy(),
          Slow(_),
          Portal(_, _),
          Resets(_),
          Hangs(),
          SomeHang(_),
          Down(),
          HangsAtConnect(),
          HangsAfterAccept(),
          HangsMidAnswer(),
          Trickles(_) ->
          false;
    };
  }

  /// Whether records may be stored without the client learning of it, so that it has to send them
  /// again.
  default boolean mayDouble() {
    return switch (this) {
      case Slow(_), SomeHang(_), HangsMidAnswer(), Trickles(_), HangsAfterAccept() -> true;
      case Resets(Moment moment) -> moment == Moment.AFTER_STORING || moment == Moment.MID_ANSWER;
      case Healthy(),
          Status(_, _),
          Portal(_, _),
          SilentLoss(),
          Partial(_),
          Poisoned(_),
          Hangs(),
          Down(),
          HangsAtConnect() ->
          false;
    };
  }

  /// Whether nothing at all gets through.
  default boolean isBad() {
    return switch (this) {
      case Healthy(), Slow(_), Partial(_), Poisoned(_), SomeHang(_), SilentLoss() -> false;
      case Resets(Moment moment) -> moment != Moment.AFTER_STORING && moment != Moment.MID_ANSWER;
      case Status(_, _),
          Portal(_, _),
          Hangs(),
          Down(),
          HangsAtConnect(),
          HangsAfterAccept(),
          HangsMidAnswer() ->
          true;
      case Trickles(Duration pause) -> pause.toMillis() >= 50;
    };
  }
}
