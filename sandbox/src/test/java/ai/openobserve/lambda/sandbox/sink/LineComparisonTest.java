package ai.openobserve.lambda.sandbox.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LineComparisonTest {

  @Test
  void isExactWhenEveryLineIsStoredAsOftenAsPrinted() {
    LineComparison ledger = LineComparison.compare(List.of("a", "b", "a"), List.of("a", "a", "b"));
    assertThat(ledger.isExact()).isTrue();
    assertThat(ledger).hasToString("3 lines printed, 3 stored: 0 missing, 0 doubled, 0 unexpected");
  }

  @Test
  void namesWhatIsMissingDoubledAndUnexpected() {
    LineComparison ledger =
        LineComparison.compare(List.of("a", "b", "b"), List.of("b", "a", "a", "z"));
    assertThat(ledger.isExact()).isFalse();
    assertThat(ledger.missing()).containsExactly("b");
    assertThat(ledger.doubled()).containsExactly("a");
    assertThat(ledger.unexpected()).containsExactly("z");
  }
}
