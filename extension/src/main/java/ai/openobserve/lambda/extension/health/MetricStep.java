package ai.openobserve.lambda.extension.health;

import ai.openobserve.lambda.extension.metrics.Metrics;

/// Sends one sample of a metric. Records are delivered even if metrics are not, but users who
/// enabled metrics want to know.
final class MetricStep implements Step {
  private final Subject subject;
  private final Probe probe;

  MetricStep(Subject subject, Probe probe) {
    this.subject = subject;
    this.probe = probe;
  }

  @Override
  public String name() {
    return "test metric";
  }

  @Override
  public Finding run() {
    byte[] sample = Metrics.probe(subject.clocks().wall().instant());
    Finding finding = probe.send(Metrics.DESTINATION, sample, "stored as " + Metrics.PROBE);
    return finding instanceof Finding.Failed failed
        ? new Finding.Failed(
            failed.detail(),
            "Records are delivered, metrics are not: check that the credential may write metrics, or"
                + " unset O2_METRICS")
        : finding;
  }
}
