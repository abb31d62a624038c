package ai.openobserve.lambda.nativebuild.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepsTest {
  @TempDir Path place;

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final AtomicLong nanos = new AtomicLong();
  private final AtomicInteger runs = new AtomicInteger();
  private Steps steps = new Steps(Path.of(""), new Progress(System.out, nanos::get));

  @BeforeEach
  void start() {
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    steps = new Steps(place, new Progress(out, nanos::get));
  }

  private Path make(String value) throws Exception {
    return steps.run(
        "thing",
        new Inputs().with("value", value),
        into -> {
          runs.incrementAndGet();
          Files.writeString(into.resolve("result"), value);
        });
  }

  @Test
  void runsOnceForTheSameInputs() throws Exception {
    Path first = make("1");
    nanos.addAndGet(1_500_000_000L);
    Path second = make("1");
    assertThat(second).isEqualTo(first);
    assertThat(runs).hasValue(1);
    assertThat(first.resolve("result")).hasContent("1");
    assertThat(first.resolve("inputs")).hasContent("value 1\n");
    assertThat(said.toString(StandardCharsets.UTF_8)).contains("   1.5 s  thing: unchanged");
  }

  @Test
  void runsAgainForOtherInputs() throws Exception {
    assertThat(make("1")).isNotEqualTo(make("2"));
    assertThat(runs).hasValue(2);
  }

  @Test
  void failedStepLeavesNothingAndRunsAgain() throws Exception {
    Inputs inputs = new Inputs().with("value", "1");
    assertThatThrownBy(() ->
            steps.run(
                "thing",
                inputs,
                into -> {
                  Files.writeString(into.resolve("half"), "");
                  throw new Problem("no");
                }))
        .isInstanceOf(Problem.class);
    try (Stream<Path> left = Files.list(place)) {
      assertThat(left).isEmpty();
    }
    assertThat(make("1").resolve("half")).doesNotExist();
    assertThat(runs).hasValue(1);
  }

  @Test
  void keepsAFewOlderResults() throws Exception {
    for (int i = 0; i < 10; i++) {
      make("" + i);
    }
    try (Stream<Path> left = Files.list(place)) {
      assertThat(left).hasSize(6);
    }
    assertThat(make("9").resolve("result")).exists();
    assertThat(runs).hasValue(10);
  }

  @Test
  void theQuickerOfTwoBuildsWins() throws Exception {
    Inputs inputs = new Inputs().with("value", "1");
    Path result =
        steps.run(
            "thing",
            inputs,
            into -> {
              Files.writeString(into.resolve("result"), "slow");
              make("1");
            });
    assertThat(result.resolve("result")).hasContent("1");
  }
}
