package ai.openobserve.lambda.bench.measure;

import ai.openobserve.lambda.bench.report.Report;
import java.io.IOException;

/// Measures some rows of the report.
public interface Benchmark {
  /// The title for the terminal.
  String title();

  /// Measures, and adds the figures to the report.
  void run(Report report) throws IOException, InterruptedException;
}
