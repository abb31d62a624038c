package ai.openobserve.lambda.chaos.backend;

import java.time.Duration;

/// How the relay treats connections and what goes over them.
public sealed interface Manner {
  /// Passes everything on.
  record Passes() implements Manner {}

  /// Refuses connections and ends those that are open.
  record Refuses() implements Manner {}

  /// Lets new connections wait unanswered.
  record LetsWait() implements Manner {}

  /// Accepts, and passes nothing on in either direction.
  record Stalls() implements Manner {}

  /// Passes requests on, and so many bytes of each burst of answers.
  record StallsAnswers(int after) implements Manner {}

  /// Passes requests on, and answers byte by byte.
  record Trickles(Duration pause) implements Manner {}
}
