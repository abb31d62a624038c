package ai.openobserve.lambda.sandbox.internal.telemetry;

import ai.openobserve.lambda.sandbox.journal.Journal;
import ai.openobserve.lambda.sandbox.model.TelemetryPost;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Delivers bodies to one subscriber, with retries.
final class TelemetryPoster implements AutoCloseable {
  private static final Duration FIRST_RETRY = Duration.ofMillis(25);
  private static final Duration LONGEST_RETRY = Duration.ofSeconds(5);

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final String subscriber;
  private final boolean retries;
  private final Journal<TelemetryPost> posts;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicInteger acknowledgementsToLose;
  private volatile Duration delay = Duration.ZERO;

  /// @param acknowledgementsToLose how many acknowledged POSTs to send again, as if the answer had
  ///   been lost
  TelemetryPoster(
      String subscriber,
      boolean retries,
      Journal<TelemetryPost> posts,
      AtomicInteger acknowledgementsToLose) {
    this.subscriber = subscriber;
    this.retries = retries;
    this.posts = posts;
    this.acknowledgementsToLose = acknowledgementsToLose;
  }

  void delay(Duration value) {
    delay = value;
  }

  /// Posts a body until it is acknowledged or this is closed; only once in modes without retries.
  ///
  /// @return whether it was acknowledged
  boolean post(URI destination, byte[] body, int items) {
    HttpRequest request =
        HttpRequest.newBuilder(destination)
            .header("Content-Type", "application/json")
            .header("Sequence-Id", sequenceId(body))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    Duration backOff = FIRST_RETRY;
    try {
      if (pause(delay)) {
        return false;
      }
      while (!attempt(request, body.length, items)) {
        if (!retries || pause(backOff)) {
          return false;
        }
        backOff = backOff.multipliedBy(2);
        backOff = backOff.compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : backOff;
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private boolean attempt(HttpRequest request, int bytes, int items) throws InterruptedException {
    long start = System.nanoTime();
    int status = 0;
    try {
      status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      // Recorded with status 0: the listener is unreachable or hung up.
    }
    TelemetryPost post =
        new TelemetryPost(
            subscriber,
            Instant.now(),
            status,
            items,
            bytes,
            Duration.ofNanos(System.nanoTime() - start));
    posts.append(post);
    return post.acknowledged() && !losesAcknowledgement();
  }

  private boolean losesAcknowledgement() {
    return retries && acknowledgementsToLose.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
  }

  /// Waits; true once this is closed.
  private boolean pause(Duration duration) throws InterruptedException {
    return closed.await(duration.toNanos(), TimeUnit.NANOSECONDS);
  }

  private static String sequenceId(byte[] body) {
    try {
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    client.shutdownNow();
  }
}
