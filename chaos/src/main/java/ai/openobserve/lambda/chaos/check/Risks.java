package ai.openobserve.lambda.chaos.check;

import ai.openobserve.lambda.chaos.backend.Backend.Spell;
import ai.openobserve.lambda.chaos.run.Observation;
import ai.openobserve.lambda.chaos.run.Observation.Life;
import ai.openobserve.lambda.chaos.run.Observation.Request;
import java.time.Duration;

/// Which answers may not have reached the extension.
record Risks(Observation seen) {
  /// From the server's last byte to the client's next step.
  private static final long ON_THE_WAY = Duration.ofMillis(100).toNanos();

  /// In the shutdown phase what is late may be sent again before its time-out.
  private static final long LATE_AT_SHUTDOWN = Duration.ofMillis(100).toNanos();

  /// Whether the client may rightly believe that this request has failed, though it was stored.
  boolean at(Request request) {
    return request.status() == 0
        || isLate(request)
        || seen.spells().stream().anyMatch(spell -> spoils(spell, request))
        || seen.cuts().stream().anyMatch(cut -> overlaps(request, cut, cut))
        || seen.lives().stream().anyMatch(life -> endsIn(life, request));
  }

  private boolean isLate(Request request) {
    long timeout = seen.plan().settings().requestTimeout().toNanos();
    long took = request.toNanos() - request.fromNanos();
    return took + 2 * request.stall().toNanos() > timeout / 2;
  }

  /// What was held back reaches the server when the spell is over, and its client may be gone.
  private static boolean spoils(Spell spell, Request request) {
    return spell.mood().mayDouble()
        && overlaps(request, spell.fromNanos(), spell.toNanos() + ON_THE_WAY);
  }

  private static boolean overlaps(Request request, long from, long to) {
    return request.fromNanos() <= to && request.toNanos() + ON_THE_WAY >= from;
  }

  private static boolean endsIn(Life life, Request request) {
    boolean atEnd = overlaps(request, life.toNanos() - ON_THE_WAY, life.toNanos());
    boolean lateAtShutdown =
        overlaps(request, life.shutdownNanos(), life.toNanos())
            && request.toNanos() - Math.max(request.fromNanos(), life.fromNanos())
                > LATE_AT_SHUTDOWN;
    return atEnd || lateAtShutdown;
  }
}
