package ai.openobserve.lambda.sandbox.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openobserve.lambda.sandbox.sink.Fault;
import ai.openobserve.lambda.sandbox.sink.Moment;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class FaultSpecTest {

  @Test
  void readsEveryKind() {
    assertThat(FaultSpec.parse("503")).isEqualTo(new FaultSpec(Fault.status(503), 1));
    assertThat(FaultSpec.parse("503x3")).isEqualTo(new FaultSpec(Fault.status(503), 3));
    assertThat(FaultSpec.parse("429:2")).isEqualTo(new FaultSpec(Fault.retryAfter(429, 2), 1));
    assertThat(FaultSpec.parse("hang")).isEqualTo(new FaultSpec(Fault.hang(), 1));
    assertThat(FaultSpec.parse("partial:2x2")).isEqualTo(new FaultSpec(Fault.partial(2), 2));
    assertThat(FaultSpec.parse("silent-loss")).isEqualTo(new FaultSpec(Fault.silentLoss(), 1));
    assertThat(FaultSpec.parse("reset:half-body"))
        .isEqualTo(new FaultSpec(Fault.reset(Moment.HALF_BODY), 1));
    assertThat(FaultSpec.parse("always=delay:200"))
        .isEqualTo(new FaultSpec(Fault.delay(Duration.ofMillis(200)), 0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "oops", "50", "503y", "delay", "delay:soon", "reset:later", "partial:x"})
  void saysWhatAFaultIsWhereItReadsNone(String text) {
    assertThatThrownBy(() -> FaultSpec.parse(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("'" + text + "'")
        .hasMessageContaining("a fault is a status (503)");
  }
}
