package ai.openobserve.lambda.chaos.plan;

import ai.openobserve.lambda.sandbox.sink.Moment;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/// The moods a plan chooses from: every row of the table of answers, and every way not to answer.
final class Moods {
  private static final String PAGE = "<html><body>Please accept the terms of use</body></html>";
  private static final int[] STATUSES = {
    400, 401, 403, 404, 408, 413, 415, 429, 500, 502, 503, 504, 302, 204
  };
  private static final List<Moment> MOMENTS = List.of(Moment.values());
  private static final int[] SLOW = {20, 150, 350, 1300};

  private static final List<Function<Random, Mood>> ALL =
      List.of(
          _ -> new Mood.Healthy(),
          _ -> new Mood.Healthy(),
          _ -> new Mood.Healthy(),
          random -> new Mood.Slow(Duration.ofMillis(SLOW[random.nextInt(SLOW.length)])),
          random -> new Mood.Slow(Duration.ofMillis(SLOW[random.nextInt(SLOW.length)])),
          random -> new Mood.Status(STATUSES[random.nextInt(STATUSES.length)], 0),
          random -> new Mood.Status(STATUSES[random.nextInt(STATUSES.length)], 0),
          random -> new Mood.Status(STATUSES[random.nextInt(STATUSES.length)], 0),
          random -> new Mood.Status(random.nextBoolean() ? 429 : 503, 1),
          random -> new Mood.Portal(random.nextBoolean() ? "text/html" : "application/json", PAGE),
          _ -> new Mood.Portal("application/json", "{}"),
          _ -> new Mood.SilentLoss(),
          random -> new Mood.Partial(1 + random.nextInt(2)),
          random -> new Mood.Poisoned(random.nextBoolean() ? 400 : 0),
          random -> new Mood.Resets(MOMENTS.get(random.nextInt(MOMENTS.size()))),
          random -> new Mood.Resets(MOMENTS.get(random.nextInt(MOMENTS.size()))),
          _ -> new Mood.Hangs(),
          random -> new Mood.SomeHang(1 + random.nextInt(4)),
          _ -> new Mood.Down(),
          _ -> new Mood.HangsAtConnect(),
          _ -> new Mood.HangsAfterAccept(),
          _ -> new Mood.HangsMidAnswer(),
          random -> new Mood.Trickles(Duration.ofMillis(random.nextBoolean() ? 1 : 60)));

  private Moods() {}

  static Mood any(Random random) {
    return ALL.get(random.nextInt(ALL.size())).apply(random);
  }
}
