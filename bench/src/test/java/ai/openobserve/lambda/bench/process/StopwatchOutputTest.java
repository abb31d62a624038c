package ai.openobserve.lambda.bench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class StopwatchOutputTest {

  @Test
  void readsWhatAProgramUsed() {
    Usage usage = Usage.parse("ended 137 5000000 700000 300000 13000 343 6");
    assertThat(usage.exitCode()).isEqualTo(137);
    assertThat(usage.endedNanos()).isEqualTo(5_000_000);
    assertThat(usage.processorSeconds()).isEqualTo(1.0);
    assertThat(usage.peakKib()).isEqualTo(13_000);
    assertThat(usage.minorFaults()).isEqualTo(343);
    assertThat(usage.majorFaults()).isEqualTo(6);
  }

  @Test
  void refusesAnotherAnswer() {
    assertThatThrownBy(() -> Usage.parse("cold 3")).hasMessageContaining("cold 3");
  }

  @Test
  void readsTheKernelsSumOfAProcessesMemory() {
    Memory memory =
        Memory.parse(
            List.of(
                "00400000-7ff rw-p 00000000 00:00 0    [rollup]",
                "Rss:               13312 kB",
                "Pss:               13000 kB",
                "Anonymous:           540 kB"));
    assertThat(memory).isEqualTo(new Memory(13_312, 13_000, 540));
  }
}
