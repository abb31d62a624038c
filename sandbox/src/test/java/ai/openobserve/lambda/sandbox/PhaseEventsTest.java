package ai.openobserve.lambda.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.sandbox.model.Function;
import ai.openobserve.lambda.sandbox.model.InvokeResult;
import ai.openobserve.lambda.sandbox.model.PhaseEvent;
import ai.openobserve.lambda.sandbox.model.PhaseEvent.Phase;
import ai.openobserve.lambda.sandbox.model.ShutdownReason;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// When phases begin and end.
@Timeout(60)
class PhaseEventsTest {

  private static String words(PhaseEvent event) {
    String what = event.phase() + " " + event.requestId();
    return switch (event) {
      case PhaseEvent.Began _ -> what + " began";
      case PhaseEvent.RuntimeDone _ -> what + " done";
      case PhaseEvent.Ended ended -> what + " " + ended.outcome();
    };
  }

  @Test
  void saysWhenEachPhaseBeginsAndEnds() throws IOException {
    List<String> followed = new ArrayList<>();
    try (Sandbox sandbox =
        Sandbox.builder()
            .function(Function.scripted(_ -> "{}"))
            .beforeInit(
                starting -> starting.phaseEvents().follow(event -> followed.add(words(event))))
            .start()) {
      InvokeResult result = sandbox.invoke("{}");
      sandbox.shutdown(ShutdownReason.SPINDOWN);

      String invoke = "INVOKE " + result.requestId();
      assertThat(followed)
          .containsExactly(
              "INIT  began",
              "INIT  success",
              invoke + " began",
              invoke + " done",
              invoke + " success",
              "FREEZE  began",
              "SHUTDOWN  began",
              "FREEZE  success",
              "SHUTDOWN  spindown");
      assertThat(sandbox.phaseEvents().entries().stream().map(PhaseEventsTest::words))
          .containsExactlyElementsOf(followed);
    }
  }

  @Test
  void theTimesOfAnInvocationAreThoseOfItsResult() throws IOException {
    try (Sandbox sandbox = Sandbox.builder().function(Function.scripted(_ -> "{}")).start()) {
      InvokeResult.Timings timings = sandbox.invoke("{}").timings();

      List<Instant> times =
          sandbox.phaseEvents().entries(event -> event.phase() == Phase.INVOKE).stream()
              .map(PhaseEvent::time)
              .toList();
      assertThat(Duration.between(times.get(0), times.get(1))).isEqualTo(timings.runtimeDone());
      assertThat(Duration.between(times.get(1), times.get(2)))
          .isEqualTo(timings.addedByExtensions());
    }
  }

  @Test
  void aFunctionThatFailsSaysHow() throws IOException {
    Function failing =
        Function.scripted(_ -> {
          throw new IllegalStateException("on purpose");
        });
    try (Sandbox sandbox = Sandbox.builder().function(failing).start()) {
      String type = sandbox.invoke("{}").errorType().orElseThrow();

      assertThat(sandbox.phaseEvents().entries().stream().map(PhaseEventsTest::words))
          .anyMatch(line -> line.startsWith("INVOKE ") && line.endsWith(" " + type));
    }
  }
}
