package ai.openobserve.lambda.extension.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.extension.testing.SettableClock;
import ai.openobserve.lambda.extension.time.Waiter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

@Timeout(value = 10, threadMode = ThreadMode.SEPARATE_THREAD)
class InvocationWatchTest {
  private static final Duration FOREVER = Duration.ofDays(1);

  private final InvocationWatch watch = new InvocationWatch(Waiter.THREAD, System::nanoTime);
  private final SettableClock clock = new SettableClock();
  private int events;

  /// A watch for which time passes only while it waits: for so long the first time, then for as
  /// long as it wants. At the end of each of these waits a body is read.
  private InvocationWatch timed(Duration... bodiesAfter) {
    Deque<Duration> waits = new ArrayDeque<>(List.of(bodiesAfter));
    InvocationWatch[] made = new InvocationWatch[1];
    made[0] =
        new InvocationWatch(
            (_, most) -> {
              Duration next = waits.poll();
              clock.advance(next == null ? Duration.ofNanos(most) : next);
              if (next != null) {
                made[0].bodyRead();
              }
              return 0;
            },
            clock::nanos);
    return made[0];
  }

  private Duration passed() {
    return Duration.between(SettableClock.START, clock.instant());
  }

  private void done(String requestId) {
    watch.runtimeDone(requestId, "2026-11-23T10:00:00." + events++);
  }

  private void reported(String requestId) {
    watch.reported(requestId, "2026-11-23T10:00:00." + events++);
  }

  @Test
  void anEndThatWasToldBeforeIsKnownAtOnce() throws InterruptedException {
    done("a");
    watch.bodyRead();

    assertThat(watch.awaitRuntimeDone("a", Duration.ZERO)).isTrue();
    assertThat(watch.awaitRuntimeDone("b", Duration.ZERO)).isFalse();
    assertThat(watch.awaitReport("a", Duration.ZERO, Duration.ZERO)).isFalse();
  }

  @Test
  void whereNoTelemetryHasComeYetTheFirstIsWaitedForWhateverTheQuiet()
      throws InterruptedException, ExecutionException {
    FutureTask<Boolean> waiting =
        new FutureTask<>(() -> {
          watch.awaitQuiet(Duration.ZERO, FOREVER, FOREVER);
          return true;
        });
    Thread waiter = Thread.ofPlatform().start(waiting);
    awaitWaiting(waiter);

    watch.bodyRead();

    assertThat(waiting.get()).isTrue();
  }

  @Test
  void aReportIsNoEnd() throws InterruptedException {
    reported("a");
    watch.bodyRead();

    assertThat(watch.awaitReport("a", Duration.ZERO, Duration.ZERO)).isTrue();
    assertThat(watch.awaitRuntimeDone("a", Duration.ZERO)).isFalse();
  }

  @Test
  void aSilenceEndsTheWaitForAReportWhereNoneEverCame() throws InterruptedException {
    InvocationWatch timed = timed();

    assertThat(timed.awaitReport("a", Duration.ofMillis(80), FOREVER)).isFalse();

    assertThat(passed()).isEqualTo(Duration.ofMillis(80));
  }

  @Test
  void anEnvironmentThatHasReportedBeforeIsWaitedForHoweverLongItIsSilent() throws Exception {
    reported("a");
    watch.bodyRead();
    FutureTask<Boolean> waiting =
        new FutureTask<>(() -> watch.awaitReport("b", Duration.ZERO, FOREVER));
    Thread waiter = Thread.ofPlatform().start(waiting);
    awaitWaiting(waiter);
    done("b");
    watch.bodyRead();
    awaitWaiting(waiter);
    assertThat(waiting.isDone()).isFalse();

    reported("b");
    watch.bodyRead();

    assertThat(waiting.get()).isTrue();
  }

  @Test
  void anEnvironmentThatHasReportedBeforeIsWaitedForUntilTheEndOfTheTime()
      throws InterruptedException {
    InvocationWatch timed = timed();
    timed.reported("a", "2026-11-23T10:00:00Z");
    timed.bodyRead();

    assertThat(timed.awaitReport("b", Duration.ofMillis(1), Duration.ofSeconds(2))).isFalse();

    assertThat(passed()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void aBodyBeginsTheSilenceAnew() throws InterruptedException {
    Duration silence = Duration.ofMillis(300);
    Duration almost = Duration.ofMillis(299);

    assertThat(timed(almost, almost).awaitReport("a", silence, FOREVER)).isFalse();

    assertThat(passed()).isEqualTo(almost.plus(almost).plus(silence));
  }

  @Test
  void waitsForTheEndOfThisInvocationAndNoOther() throws InterruptedException, ExecutionException {
    FutureTask<Boolean> waiting = new FutureTask<>(() -> watch.awaitRuntimeDone("b", FOREVER));
    Thread waiter = Thread.ofPlatform().start(waiting);
    awaitWaiting(waiter);
    done("a");
    watch.bodyRead();
    awaitWaiting(waiter);
    assertThat(waiting.isDone()).isFalse();

    done("b");
    watch.bodyRead();

    assertThat(waiting.get()).isTrue();
  }

  @Test
  void theWaitEndsWhenTheTimeIsUp() throws InterruptedException {
    assertThat(timed().awaitRuntimeDone("a", Duration.ofSeconds(5))).isFalse();
    assertThat(passed()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void remembersTheNewestEndsOnly() throws InterruptedException {
    for (int i = 0; i < 17; i++) {
      done("id-" + i);
    }
    watch.bodyRead();

    assertThat(watch.awaitRuntimeDone("id-1", Duration.ZERO)).isTrue();
    assertThat(watch.awaitRuntimeDone("id-0", Duration.ZERO)).isFalse();
    assertThat(watch.awaitRuntimeDone("id-16", Duration.ZERO)).isTrue();
    assertThat(watch.runtimesDone()).isEqualTo(17);
  }

  @Test
  void anEndCountsOnceTheBodyItCameInIsRead() throws InterruptedException {
    watch.begun("a");
    done("a");
    assertThat(watch.awaitRuntimeDone("a", Duration.ZERO)).isFalse();

    watch.bodyRead();

    assertThat(watch.awaitRuntimeDone("a", Duration.ZERO)).isTrue();
  }

  @Test
  void anInvocationThatIsRetriedUnderItsIdWaitsForItsOwnEnd() throws InterruptedException {
    watch.begun("a");
    done("a");
    reported("a");
    watch.bodyRead();
    watch.begun("a");

    assertThat(watch.awaitRuntimeDone("a", Duration.ZERO)).isFalse();
    assertThat(watch.awaitReport("a", Duration.ZERO, Duration.ZERO)).isFalse();

    done("a");
    reported("a");
    watch.bodyRead();
    assertThat(watch.awaitRuntimeDone("a", Duration.ZERO)).isTrue();
    assertThat(watch.awaitReport("a", Duration.ZERO, Duration.ZERO)).isTrue();
  }

  @Test
  void aRetryWhoseEndComesBeforeItsEventIsKnownAtOnce() throws InterruptedException {
    watch.begun("a");
    done("a");
    done("a");
    watch.bodyRead();
    watch.begun("a");

    assertThat(watch.awaitRuntimeDone("a", Duration.ZERO)).isTrue();
  }

  @Test
  void anEndThatIsSentAgainIsNotTheEndOfTheRetry() throws InterruptedException {
    watch.begun("a");
    for (int i = 0; i < 2; i++) {
      watch.runtimeDone("a", "2026-11-23T10:00:00.000Z");
      watch.reported("a", "2026-11-23T10:00:00.001Z");
      watch.bodyRead();
    }
    watch.begun("a");

    assertThat(watch.awaitRuntimeDone("a", Duration.ZERO)).isFalse();
    assertThat(watch.awaitReport("a", Duration.ZERO, Duration.ZERO)).isFalse();
    assertThat(watch.runtimesDone()).isEqualTo(1);
  }

  @Test
  void endsWithoutATimeAreNotTakenForOne() throws InterruptedException {
    watch.begun("a");
    watch.begun("a");
    watch.runtimeDone("a", "");
    watch.runtimeDone("a", "");
    watch.bodyRead();

    assertThat(watch.awaitRuntimeDone("a", Duration.ZERO)).isTrue();
  }

  @Test
  void theWaitEndsWhenItIsNotWorthItAnyMore() throws Exception {
    AtomicBoolean worth = new AtomicBoolean(true);
    FutureTask<Boolean> waiting =
        new FutureTask<>(() -> watch.awaitRuntimeDone("a", FOREVER, worth::get));
    Thread waiter = Thread.ofPlatform().start(waiting);
    awaitWaiting(waiter);

    worth.set(false);
    watch.recheck();

    assertThat(waiting.get()).isFalse();
  }

  @Test
  void quietIsNotLongerThanItMayBe() throws InterruptedException {
    InvocationWatch timed = timed(Duration.ofMillis(10));

    timed.awaitQuiet(Duration.ofHours(1), FOREVER, Duration.ofMillis(50));
    assertThat(passed()).isEqualTo(Duration.ofMillis(50));

    timed.awaitQuiet(FOREVER, FOREVER, Duration.ZERO);
    assertThat(passed()).isEqualTo(Duration.ofMillis(50));

    timed.awaitQuiet(Duration.ofMillis(80), FOREVER, FOREVER);
    assertThat(passed()).isEqualTo(Duration.ofMillis(130));
  }

  @Test
  void withoutABodyTheQuietIsNotWaitedForBeyondItsTime() throws InterruptedException {
    timed().awaitQuiet(Duration.ofMillis(1), FOREVER, Duration.ofMillis(300));
    assertThat(passed()).isEqualTo(Duration.ofMillis(300));
  }

  @Test
  void theFirstBodyIsNotWaitedForBeyondItsTime() throws InterruptedException {
    timed().awaitQuiet(Duration.ofMillis(1), Duration.ofMillis(300), FOREVER);
    assertThat(passed()).isEqualTo(Duration.ofMillis(301));
  }

  @Test
  void beforeTheFirstBodyThereIsNoQuiet() throws Exception {
    FutureTask<Boolean> waiting =
        new FutureTask<>(() -> {
          watch.awaitQuiet(Duration.ofMillis(1), FOREVER, FOREVER);
          return true;
        });
    Thread waiter = Thread.ofPlatform().start(waiting);
    awaitWaiting(waiter);
    assertThat(waiting.isDone()).isFalse();

    watch.bodyRead();

    assertThat(waiting.get()).isTrue();
  }

  @Test
  void aBodyBeginsTheQuietAnew() throws InterruptedException {
    Duration quiet = Duration.ofMillis(300);
    Duration almost = Duration.ofMillis(299);

    timed(Duration.ofSeconds(1), almost, almost).awaitQuiet(quiet, FOREVER, FOREVER);

    assertThat(passed()).isEqualTo(Duration.ofSeconds(1).plus(almost).plus(almost).plus(quiet));
  }

  private static void awaitWaiting(Thread thread) {
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
  }
}
