package ai.openobserve.lambda.extension.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.extension.config.Authorization;
import ai.openobserve.lambda.extension.testing.LogTrail;
import ai.openobserve.lambda.extension.testing.SettableClock;
import ai.openobserve.lambda.extension.time.Clocks;
import ai.openobserve.lambda.extension.time.ElapsedTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

@Timeout(value = 20, threadMode = ThreadMode.SEPARATE_THREAD)
class RuntimeAuthorizationTest {
  private static final Authorization OLD = new Authorization("Basic b2xkOm9sZA==");
  private static final Authorization NEW = new Authorization("Basic bmV3Om5ldw==");

  private final SettableClock clock = new SettableClock();
  private final LogTrail trail = new LogTrail();
  private final FakeService service = new FakeService();
  private final RuntimeAuthorization authorization =
      new RuntimeAuthorization(
          new SecretClient(FakeService.SOURCE, service, clock),
          new ElapsedTime(new Clocks(clock, clock::nanos)),
          trail.log());

  private List<String> lines() {
    return trail.lines();
  }

  private static Credential ready(Authorization authorization) {
    return new Credential.Ready(authorization);
  }

  @Test
  void readsNothingBeforeItIsAsked() {
    assertThat(service.requests()).isEmpty();
  }

  @Test
  void readsOnceAndKeepsTheValue() {
    service.secret(OLD.header());

    assertThat(authorization.current()).isEqualTo(ready(OLD));
    clock.advance(Duration.ofHours(5));
    assertThat(authorization.current()).isEqualTo(ready(OLD));
    assertThat(service.requests()).hasSize(1);
    assertThat(lines()).isEmpty();
  }

  @Test
  void aRefusalReadsAgainAtOnceAndSaysThatThereIsANewValue() {
    service.secret(OLD.header());
    authorization.current();
    service.secret(NEW.header());

    assertThat(authorization.refused(OLD)).isTrue();

    assertThat(authorization.current()).isEqualTo(ready(NEW));
    assertThat(lines())
        .containsExactly("INFO O2_AUTHORIZATION_SECRET has a new value, which is used from now on");
  }

  @Test
  void aRefusalOfAValueThatWasReplacedMeanwhileReadsNothing() {
    service.secret(OLD.header());
    authorization.current();
    service.secret(NEW.header());
    authorization.refused(OLD);

    assertThat(authorization.refused(OLD)).isTrue();
    assertThat(service.requests()).hasSize(2);
  }

  @Test
  void aValueThatIsRefusedIsReadAgainOnceAMinuteAtMost() {
    service.secret(OLD.header());
    authorization.current();

    assertThat(authorization.refused(OLD)).isFalse();
    assertThat(service.requests()).hasSize(2);
    clock.advance(Duration.ofMillis(59_999));
    service.secret(NEW.header());
    assertThat(authorization.refused(OLD)).isFalse();
    assertThat(service.requests()).hasSize(2);
    clock.advance(Duration.ofMillis(1));
    assertThat(authorization.refused(OLD)).isTrue();
    assertThat(service.requests()).hasSize(3);
  }

  @Test
  void aFailureIsReportedOnceAndRepeatedAfterPausesThatDouble() {
    service.error(400, "AccessDeniedException", "User: arn:aws:sts::1:assumed-role/r is not");

    assertThat(authorization.current())
        .isEqualTo(
            new Credential.Missing(
                "O2_AUTHORIZATION_SECRET cannot be read: access denied. Grant the function's role"
                    + " secretsmanager:GetSecretValue on "
                    + FakeService.ARN,
                Duration.ofMillis(500)));
    assertThat(authorization.current()).isInstanceOf(Credential.Missing.class);
    assertThat(service.requests()).hasSize(1);
    int[] pausesMs = {500, 1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000};
    for (int i = 0; i < pausesMs.length; i++) {
      clock.advance(Duration.ofMillis(pausesMs[i] - 1));
      authorization.current();
      assertThat(service.requests()).hasSize(i + 1);
      clock.advance(Duration.ofMillis(1));
      authorization.current();
      assertThat(service.requests()).hasSize(i + 2);
    }
    assertThat(lines())
        .containsExactly(
            "ERROR O2_AUTHORIZATION_SECRET cannot be read: access denied. Grant the function's"
                + " role secretsmanager:GetSecretValue on "
                + FakeService.ARN);
  }

  @Test
  void deliveryGoesOnWithoutARestartOnceTheGrantIsThere() {
    service.error(400, "AccessDeniedException", "");
    authorization.current();
    service.secret(NEW.header());
    clock.advance(Duration.ofMillis(500));

    assertThat(authorization.current()).isEqualTo(ready(NEW));
    assertThat(lines().getLast()).isEqualTo("INFO O2_AUTHORIZATION_SECRET can be read again");
  }

  @Test
  void aFreezeEndsThePauseThoughTheMonotonicClockStandsStill() {
    service.error(400, "AccessDeniedException", "");
    for (int i = 0; i < 8; i++) {
      authorization.current();
      clock.advance(Duration.ofMinutes(1));
    }
    authorization.current();
    service.secret(NEW.header());
    clock.freeze(Duration.ofMinutes(1));

    assertThat(authorization.current()).isEqualTo(ready(NEW));
  }

  @Test
  void everyNewReasonIsReported() {
    service.error(400, "AccessDeniedException", "");
    authorization.current();
    for (int i = 0; i < 3; i++) {
      service.error(400, "ThrottlingException", "Rate exceeded");
      clock.advance(Duration.ofMinutes(1));
      authorization.current();
      service.error(400, "AccessDeniedException", "");
      clock.advance(Duration.ofMinutes(1));
      authorization.current();
    }

    assertThat(lines()).hasSize(2);
    assertThat(lines().getLast()).contains("throttling");
  }

  @Test
  void theOldValueStaysInUseWhileANewOneCannotBeRead() {
    service.secret(OLD.header());
    authorization.current();
    service.error(500, "InternalServiceError", "");

    assertThat(authorization.refused(OLD)).isFalse();
    assertThat(authorization.current()).isEqualTo(ready(OLD));

    service.secret(NEW.header());
    clock.advance(Duration.ofMillis(500));
    assertThat(authorization.refused(OLD)).isTrue();
    assertThat(authorization.current()).isEqualTo(ready(NEW));
  }

  @Test
  void manyRequestsCauseOneReading() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    service.secret(OLD.header());
    service.holdUntil(release);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Credential>> all =
          List.of(
              threads.submit(authorization::current),
              threads.submit(authorization::current),
              threads.submit(authorization::current));
      service.awaitRequest();
      release.countDown();
      for (Future<Credential> each : all) {
        assertThat(each.get()).isEqualTo(ready(OLD));
      }
    }
    assertThat(service.requests()).hasSize(1);
  }

  @Test
  void showsNothingOfTheValue() {
    service.secret(OLD.header());

    assertThat(authorization.current().toString()).doesNotContain("b2xk");
    assertThat(FakeService.SOURCE.toString()).doesNotContain("very-secret-key", "session");
  }
}
