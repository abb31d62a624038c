package ai.openobserve.lambda.extension.flush;

import ai.openobserve.lambda.extension.buffer.Batch;
import ai.openobserve.lambda.extension.delivery.Outcome;
import ai.openobserve.lambda.extension.delivery.Sender;
import ai.openobserve.lambda.extension.testing.Records;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A sender whose every answer the test gives: by hand, attempt by attempt, or by a rule. Notes all
/// that it is asked for.
final class FakeSender implements Sender {
  private final BlockingQueue<Attempt> open = new LinkedBlockingQueue<>();
  private final List<Attempt> attempts = new ArrayList<>();
  private final Semaphore warmUps = new Semaphore(0);
  private volatile @Nullable Function<Batch, Outcome> rule;
  private volatile CountDownLatch warm = new CountDownLatch(0);
  private volatile @Nullable RuntimeException warmUpFailure;
  private volatile @Nullable Duration finishBy;

  /// One call of deliver, waiting for its outcome.
  record Attempt(
      Batch batch,
      boolean retries,
      Consumer<Duration> scheduled,
      CompletableFuture<Outcome> outcome) {

    List<String> records() {
      return Records.of(batch);
    }

    void answer(Outcome answer) {
      outcome.complete(answer);
    }

    void accept() {
      answer(new Outcome.Accepted(batch.records(), 0, ""));
    }

    void fail() {
      answer(new Outcome.Unavailable("down", Duration.ZERO));
    }
  }

  static Outcome accepted(Batch batch) {
    return new Outcome.Accepted(batch.records(), 0, "");
  }

  /// From now on all attempts are answered at once.
  void answerBy(Function<Batch, Outcome> answers) {
    rule = answers;
  }

  void acceptAll() {
    answerBy(FakeSender::accepted);
  }

  /// From now on answers come by hand again.
  void answerByHand() {
    rule = null;
  }

  void hangInWarmUpUntil(CountDownLatch latch) {
    warm = latch;
  }

  void failInWarmUp(RuntimeException failure) {
    warmUpFailure = failure;
  }

  /// The next attempt that waits for its answer.
  Attempt next() throws InterruptedException {
    return Objects.requireNonNull(open.poll(10, TimeUnit.SECONDS), "no attempt is made");
  }

  /// How many attempts wait for an answer.
  int waiting() {
    return open.size();
  }

  synchronized List<Attempt> attempts() {
    return List.copyOf(attempts);
  }

  void awaitWarmUp() throws InterruptedException {
    if (!warmUps.tryAcquire(10, TimeUnit.SECONDS)) {
      throw new AssertionError("no connection is opened");
    }
  }

  int warmUps() {
    return warmUps.availablePermits();
  }

  @Nullable Duration finishedBy() {
    return finishBy;
  }

  @Override
  public Outcome deliver(Batch batch, boolean retries, Consumer<Duration> scheduled) {
    Attempt attempt = new Attempt(batch, retries, scheduled, new CompletableFuture<>());
    synchronized (this) {
      attempts.add(attempt);
    }
    Function<Batch, Outcome> answers = rule;
    if (answers != null) {
      return answers.apply(batch);
    }
    open.add(attempt);
    return attempt.outcome().join();
  }

  @Override
  public void finishBy(Duration most) {
    finishBy = most;
  }

  @Override
  public void warmUp() {
    warmUps.release();
    RuntimeException failure = warmUpFailure;
    if (failure != null) {
      throw failure;
    }
    try {
      warm.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
