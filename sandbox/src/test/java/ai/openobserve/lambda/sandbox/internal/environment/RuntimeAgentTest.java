package ai.openobserve.lambda.sandbox.internal.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.openobserve.lambda.sandbox.internal.model.LambdaError;
import ai.openobserve.lambda.sandbox.journal.Journal;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What Lambda rejects from a runtime.
@Timeout(60)
class RuntimeAgentTest {
  private final Monitor monitor = new Monitor();
  private final Events events = new Events(new Journal<>("trail lines"), _ -> {});
  private final RuntimeAgent runtime = new RuntimeAgent(monitor, events, false);
  private final Invocation invocation =
      new Invocation("{}", System.nanoTime(), Duration.ofSeconds(3));

  @Test
  void refusesToGiveAnInvocationWhileOneIsRunning() throws Exception {
    receive();
    assertThat(refusal(runtime::next).type()).isEqualTo("InvalidStateTransition");
    assertThat(refusal(runtime::next).status()).isEqualTo(403);
  }

  @Test
  void refusesAResponseToAnUnknownRequest() throws Exception {
    receive();
    LambdaError error = refusal(() -> respond("unknown"));
    assertThat(error.type()).isEqualTo("InvalidRequestID");
    assertThat(error.status()).isEqualTo(400);
  }

  @Test
  void refusesASecondResponse() throws Exception {
    receive();
    monitor.call(() -> respond(invocation.requestId()));
    assertThat(refusal(() -> respond(invocation.requestId())).type())
        .isEqualTo("InvalidStateTransition");
  }

  @Test
  void refusesAnInitErrorAfterInit() throws Exception {
    receive();
    assertThat(
            refusal(
                    () -> {
                      runtime.initError("Runtime.Late");
                      return true;
                    })
                .type())
        .isEqualTo("InvalidStateTransition");
  }

  @Test
  void isDoneOnlyWhenItAsksForMore() throws Exception {
    receive();
    monitor.call(() -> respond(invocation.requestId()));
    assertThat(invocation.done()).isFalse();
    monitor.update(runtime::abandon);
    monitor.call(runtime::next);
    assertThat(invocation.done()).isTrue();
  }

  private void receive() throws Exception {
    runtime.dispatch(invocation);
    assertThat(monitor.call(runtime::next)).hasValue(invocation);
  }

  private boolean respond(String requestId) throws LambdaError, InterruptedException {
    runtime.respond(requestId, "{}");
    return true;
  }

  private LambdaError refusal(Monitor.Checked<?> call) {
    return catchThrowableOfType(LambdaError.class, () -> monitor.call(call));
  }
}
