package ai.openobserve.lambda.sandbox.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class JournalTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Journal<String> journal = new Journal<>("notes");

  @Test
  void findsWhatIsThereAlready() {
    journal.append("one");
    journal.append("two");
    assertThat(journal.await(entry -> entry.startsWith("t"), PATIENCE)).isEqualTo("two");
    assertThat(journal.entries(entry -> entry.contains("o"))).containsExactly("one", "two");
  }

  @Test
  void waitsForWhatComes() throws Exception {
    CompletableFuture<List<String>> two = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> two.complete(journal.awaitCount(2, PATIENCE)));
    journal.append("one");
    journal.append("two");
    assertThat(two.get(20, TimeUnit.SECONDS)).containsExactly("one", "two");
  }

  @Test
  void showsWhatWasThereWhereAWaitFails() {
    journal.append("one");
    assertThatThrownBy(() -> journal.awaitCount(2, Duration.ZERO))
        .isInstanceOf(AwaitTimeoutException.class)
        .hasMessageContaining("1 of 2 awaited notes")
        .hasMessageContaining("one");
  }

  @Test
  void followersSeeEveryEntryFromThenOn() {
    List<String> seen = new ArrayList<>();
    journal.append("before");
    journal.follow(seen::add);
    journal.append("after");
    assertThat(seen).containsExactly("after");
  }
}
