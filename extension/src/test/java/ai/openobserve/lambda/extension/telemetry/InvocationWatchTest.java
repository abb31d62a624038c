package ai.openobserve.lambda.extension.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

@Timeout(value = 10, threadMode = ThreadMode.SEPARATE_THREAD)
class InvocationWatchTest {
  private static final Duration FOREVER = Duration.ofDays(1);

  private final InvocationWatch watch = new InvocationWatch();
  private int events;

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
    assertThat(watch.awaitReport("a", Duration.ofMillis(1), FOREVER)).isFalse();
    done("a");
    watch.bodyRead();
    assertThat(watch.awaitReport("a", Duration.ofMillis(1), FOREVER)).isFalse();
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
    assertThat(watch.awaitReport("c", FOREVER, Duration.ofMillis(1))).isFalse();
  }

  @Test
  void aBodyBeginsTheSilenceAnew() throws Exception {
    Duration silence = Duration.ofMillis(300);
    FutureTask<Long> waiting =
        new FutureTask<>(() -> {
          assertThat(watch.awaitReport("a", silence, FOREVER)).isFalse();
          return System.nanoTime();
        });
    Thread waiter = Thread.ofPlatform().start(waiting);
    awaitWaiting(waiter);
    long lastBody = 0;
    for (int i = 0; i < 20; i++) {
      watch.bodyRead();
      lastBody = System.nanoTime();
    }

    assertThat(waiting.get() - lastBody).isGreaterThanOrEqualTo(silence.toNanos() * 9 / 10);
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
    assertThat(watch.awaitRuntimeDone("a", Duration.ofMillis(1))).isFalse();
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
    watch.awaitQuiet(Duration.ofMillis(1), Duration.ofMillis(1), FOREVER);
    watch.bodyRead();
    // Would reach the class's time-out if it did not stop at the second duration.
    watch.awaitQuiet(FOREVER, FOREVER, Duration.ofMillis(1));
    watch.awaitQuiet(FOREVER, FOREVER, Duration.ZERO);
    watch.awaitQuiet(Duration.ofMillis(1), FOREVER, FOREVER);
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
    CompletableFuture<Long> took = new CompletableFuture<>();
    Duration quiet = Duration.ofMillis(300);
    Thread waiter =
        Thread.ofPlatform()
            .start(() -> {
              try {
                watch.awaitQuiet(quiet, FOREVER, FOREVER);
                took.complete(System.nanoTime());
              } catch (InterruptedException e) {
                took.completeExceptionally(e);
              }
            });
    awaitWaiting(waiter);
    long lastBody = 0;
    for (int i = 0; i < 20; i++) {
      watch.bodyRead();
      lastBody = System.nanoTime();
    }

    // Measured from the last body: from the first one it would be shorter.
    assertThat(took.join() - lastBody).isGreaterThanOrEqualTo(quiet.toNanos() * 9 / 10);
  }

  private static void awaitWaiting(Thread thread) {
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
  }
}
