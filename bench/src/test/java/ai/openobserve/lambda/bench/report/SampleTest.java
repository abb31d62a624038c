package ai.openobserve.lambda.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampleTest {

  @Test
  void tellsMedianPercentileAndMaximumOfUnorderedValues() {
    Sample sample =
        new Sample(IntStream.rangeClosed(1, 100).map(i -> 101 - i).asDoubleStream().toArray());
    assertThat(sample.median()).isEqualTo(50.5);
    assertThat(sample.p95()).isEqualTo(95);
    assertThat(sample.max()).isEqualTo(100);
  }

  @Test
  void joinsTheValuesOfTwoRuns() {
    Sample both = new Sample(3, 1).and(new Sample(2));
    assertThat(both.count()).isEqualTo(3);
    assertThat(both.median()).isEqualTo(2);
  }

  @Test
  void refusesToSayAnythingOfNothing() {
    assertThatThrownBy(Sample::new).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void writesNumbersWithTheDigitsThatMeanSomething() {
    assertThat(Figure.number(3.6123)).isEqualTo("3.61");
    assertThat(Figure.number(26.543)).isEqualTo("26.5");
    assertThat(Figure.number(1234.4)).isEqualTo("1,234");
    assertThat(Figure.number(12)).isEqualTo("12");
  }
}
