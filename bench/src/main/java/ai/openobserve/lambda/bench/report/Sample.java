package ai.openobserve.lambda.bench.report;

import java.util.Arrays;

/// The values measured for one thing, one or more. Immutable.
public final class Sample {
  private final double[] ascending;

  /// A sample of at least one value.
  public Sample(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("A sample has at least one value");
    }
    this.ascending = values.clone();
    Arrays.sort(ascending);
  }

  /// The values of both samples.
  Sample and(Sample other) {
    double[] all = Arrays.copyOf(ascending, count() + other.count());
    System.arraycopy(other.ascending, 0, all, count(), other.count());
    return new Sample(all);
  }

  public int count() {
    return ascending.length;
  }

  public double median() {
    int middle = count() / 2;
    return count() % 2 == 1 ? ascending[middle] : (ascending[middle - 1] + ascending[middle]) / 2;
  }

  /// The 95th percentile.
  public double p95() {
    return ascending[(int) Math.ceil(count() * 0.95) - 1];
  }

  public double max() {
    return ascending[count() - 1];
  }

  @Override
  public String toString() {
    return Arrays.toString(ascending);
  }
}
