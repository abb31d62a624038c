package ai.openobserve.lambda.sandbox.internal.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openobserve.lambda.sandbox.internal.model.LambdaError;
import ai.openobserve.lambda.sandbox.journal.Journal;
import ai.openobserve.lambda.sandbox.model.ExtensionState;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ExtensionLifeTest {
  private final Events events = new Events(new Journal<>("trail lines"), _ -> {});
  private final ExtensionLife life = new ExtensionLife("tail", "id-1", events);

  @Test
  void anExitWithoutAReportIsACrash() throws Exception {
    life.register(List.of("INVOKE"));
    life.exited(3);
    assertThat(life.state()).isEqualTo(ExtensionState.EXITED);
    assertThat(life.exit()).map(ExtensionAgent.Exit::code).hasValue(3);
    assertThat(events.failure()).hasValue("Extension.Crash");
  }

  @Test
  void aReportedErrorStaysTheStateAfterTheExit() throws Exception {
    life.register(List.of("INVOKE"));
    life.next();
    life.exitError("Tail.Full");
    life.exited(1);
    assertThat(life.state()).isEqualTo(ExtensionState.EXIT_ERROR);
    assertThat(life.error()).hasValue("Tail.Full");
    assertThat(life.isGone()).isTrue();
    assertThat(events.failure()).hasValue("Extension.ExitError");
  }

  @Test
  void reportsNothingAfterItsExit() throws Exception {
    life.register(List.of("INVOKE"));
    life.exited(0);
    assertThatThrownBy(() -> life.exitError("Tail.Full"))
        .isInstanceOf(LambdaError.class)
        .hasMessageContaining("from Exited to ExitError failed for extension id-1");
  }
}
