package ai.openobserve.lambda.extension.health;

import ai.openobserve.lambda.extension.delivery.Visit;
import ai.openobserve.lambda.extension.time.Deadline;
import ai.openobserve.lambda.extension.time.Waiter;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/// Searches for the test record, which may take several attempts so soon after it was acknowledged.
final class SearchStep implements Step {
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final long AROUND_MICROS = Duration.ofMinutes(1).toNanos() / 1000;

  private final Subject subject;
  private final TestRecord record;
  private final SecretStep secret;

  SearchStep(Subject subject, TestRecord record, SecretStep secret) {
    this.subject = subject;
    this.record = record;
    this.secret = secret;
  }

  @Override
  public String name() {
    return "search";
  }

  @Override
  public Finding run() throws InterruptedException {
    Deadline deadline = Deadline.in(subject.patience(), now());
    Finding finding = search(deadline);
    while (finding instanceof Finding.Warned && deadline.left(now()) > PAUSE.toNanos()) {
      pause();
      finding = search(deadline);
    }
    return finding;
  }

  /// @return a warning if the record is not found yet
  private Finding search(Deadline deadline) throws InterruptedException {
    String path = subject.organization() + "_search?type=logs";
    Visit visit = subject.visits().post(path, query(), secret.authorization());
    var progress = visit.await(Visit.Stage.ANSWERED, Duration.ofNanos(deadline.left(now())));
    Visit.Reply reply = visit.reply();
    if (!(progress instanceof Visit.Reached) || reply == null) {
      return new Finding.Skipped("no answer to a search");
    }
    return switch (reply.status()) {
      case 200 ->
          JsonAnswer.list(reply.text(), "hits").isEmpty()
              ? new Finding.Warned(
                  "the test record was acknowledged but is not found yet",
                  "Search for it in a minute: '" + record.text() + "'")
              : new Finding.Passed("the test record was found");
      case 401, 403 -> new Finding.Skipped("this credential may not search");
      default -> new Finding.Skipped("a search answered status " + reply.status());
    };
  }

  private String query() {
    return "{\"query\":{\"sql\":\"SELECT _timestamp FROM \\\""
        + subject.configuration().stream()
        + "\\\" WHERE "
        + record.field()
        + " = '"
        + record.text()
        + "'\",\"start_time\":"
        + (record.micros() - AROUND_MICROS)
        + ",\"end_time\":"
        + (record.micros() + AROUND_MICROS)
        + ",\"from\":0,\"size\":1}}";
  }

  private long now() {
    return subject.clocks().nanos().getAsLong();
  }

  private static void pause() throws InterruptedException {
    ReentrantLock lock = new ReentrantLock();
    lock.lockInterruptibly();
    try {
      Waiter.THREAD.await(lock.newCondition(), PAUSE.toNanos());
    } finally {
      lock.unlock();
    }
  }
}
