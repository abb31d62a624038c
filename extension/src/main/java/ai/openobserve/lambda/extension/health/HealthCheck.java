package ai.openobserve.lambda.extension.health;

import ai.openobserve.lambda.extension.config.Configuration;
import ai.openobserve.lambda.extension.config.Setting;
import ai.openobserve.lambda.extension.credentials.AuthorizationSource;
import ai.openobserve.lambda.extension.delivery.OpenObserveClient;
import ai.openobserve.lambda.extension.delivery.Visits;
import ai.openobserve.lambda.extension.time.Clocks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Checks every step from the configuration to a record found by a search. Stops at the first step
/// that fails and says what to do about it.
public final class HealthCheck {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final List<Step> steps;
  private final Report report;
  private final Clocks clocks;

  private HealthCheck(List<Step> steps, Report report, Clocks clocks) {
    this.steps = steps;
    this.report = report;
    this.clocks = clocks;
  }

  /// Prepares the check.
  ///
  /// @param settings the variables that the configuration was read from
  /// @param client delivers the test record
  public static HealthCheck of(
      Configuration configuration,
      List<Setting> settings,
      AuthorizationSource authorization,
      Visits visits,
      OpenObserveClient client,
      Clocks clocks,
      Report report) {
    return of(
        configuration, settings, authorization, visits, client, clocks, NameStep.SYSTEM, report);
  }

  static HealthCheck of(
      Configuration configuration,
      List<Setting> settings,
      AuthorizationSource authorization,
      Visits visits,
      OpenObserveClient client,
      Clocks clocks,
      NameStep.Lookup lookup,
      Report report) {
    Duration timeout = configuration.requestTimeout();
    Duration patience = timeout.compareTo(PATIENCE) < 0 ? timeout : PATIENCE;
    Subject subject = new Subject(configuration, visits, clocks, patience);
    return new HealthCheck(
        steps(subject, settings, authorization, client, lookup, report), report, clocks);
  }

  private static List<Step> steps(
      Subject subject,
      List<Setting> settings,
      AuthorizationSource authorization,
      OpenObserveClient client,
      NameStep.Lookup lookup,
      Report report) {
    List<Step> steps = new ArrayList<>();
    steps.add(new ConfigurationStep(subject, settings, client.route(), report));
    steps.addAll(way(subject, lookup));
    SecretStep secret = new SecretStep(authorization);
    if (!authorization.origin().isEmpty()) {
      steps.add(secret);
    }
    steps.add(new CredentialsStep(subject, secret));
    steps.add(new StreamStep(subject, secret));
    TestRecord record = TestRecord.of(subject);
    Probe probe = new Probe(subject, client);
    steps.add(new RecordStep(subject, record, probe));
    steps.add(new SearchStep(subject, record, secret));
    if (subject.configuration().metrics()) {
      steps.add(new MetricStep(subject, probe));
    }
    return steps;
  }

  /// The steps from the server's name to its first response.
  private static List<Step> way(Subject subject, NameStep.Lookup lookup) {
    List<Step> steps = new ArrayList<>();
    NameStep name = new NameStep(subject, lookup);
    steps.add(name);
    steps.add(new TcpStep(subject, name));
    Contact contact = new Contact(subject);
    if (subject.secure()) {
      if (subject.proxied()) {
        steps.add(new ProxyStep(subject, contact));
      }
      steps.add(new TlsStep(subject, contact));
    }
    steps.add(new ServerStep(subject, contact));
    return steps;
  }

  /// Runs the steps. Returns whether none failed.
  public boolean run() throws InterruptedException {
    for (Step step : steps) {
      long begun = clocks.nanos().getAsLong();
      Finding finding = step.run();
      long tookMs = (clocks.nanos().getAsLong() - begun) / 1_000_000;
      report.step(step.name(), finding, tookMs);
      if (finding instanceof Finding.Failed failed) {
        report.end(false, failed.next());
        return false;
      }
    }
    report.end(true, "");
    return true;
  }

  /// Reports an environment that has no valid configuration.
  public static void broken(List<String> errors, List<Setting> settings, Report report) {
    settings.forEach(report::setting);
    String next = errors.getFirst();
    report.step("configuration", new Finding.Failed(String.join("; ", errors), next), 0);
    report.end(false, next);
  }
}
