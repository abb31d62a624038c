package ai.openobserve.lambda.bench.measure;

import ai.openobserve.lambda.bench.report.Report;
import java.io.IOException;

/// Measures some rows.
public interface Benchmark {
  /// What it is about, for the terminal.
  String title();

  /// Measures, and adds what it found to the report.
  void run(Report report) throws IOException, InterruptedException;
}
