package ai.openobserve.lambda.sandbox.sink.search;

import java.sql.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.h2.api.AggregateFunction;
import org.jspecify.annotations.Nullable;

/// `approx_percentile_cont(column, percentile)`, which OpenObserve computes with a t-digest: each
/// value stands for the interval halfway to its neighbours, and the estimate is in the interval
/// that contains the rank. The database creates an instance for each group.
///
/// Limitation: values are never merged, as a t-digest does with more than a hundred.
public final class ApproximatePercentile implements AggregateFunction {
  private final List<Double> values = new ArrayList<>();
  private double percentile = Double.NaN;

  /// An empty group.
  public ApproximatePercentile() {}

  @Override
  public int getType(int[] inputTypes) {
    return Types.DOUBLE;
  }

  @Override
  public void add(Object arguments) {
    var both = (Object[]) arguments;
    if (both[0] instanceof Number value && both[1] instanceof Number wanted) {
      values.add(value.doubleValue());
      percentile = wanted.doubleValue();
    }
  }

  @Override
  public @Nullable Object getResult() {
    if (values.isEmpty()) {
      return null;
    }
    Collections.sort(values);
    return estimate();
  }

  private double estimate() {
    var rank = percentile * values.size();
    var index = Math.clamp((int) Math.floor(rank), 0, values.size() - 1);
    var below = values.get(Math.max(index - 1, 0));
    var above = values.get(Math.min(index + 1, values.size() - 1));
    var neighbours = Math.min(index, 1) + Math.min(values.size() - 1 - index, 1);
    var stretch = neighbours == 0 ? 0 : (above - below) / neighbours;
    return Math.clamp(values.get(index) + (rank - index - 0.5) * stretch, below, above);
  }
}
