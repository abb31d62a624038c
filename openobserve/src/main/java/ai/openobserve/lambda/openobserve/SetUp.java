package ai.openobserve.lambda.openobserve;

import ai.openobserve.lambda.openobserve.alert.AlertSetUp;
import ai.openobserve.lambda.openobserve.api.OpenObserve;
import ai.openobserve.lambda.openobserve.api.SetUpFailed;
import ai.openobserve.lambda.openobserve.api.Target;
import ai.openobserve.lambda.openobserve.dashboard.Dashboard;
import ai.openobserve.lambda.openobserve.dashboard.DashboardSetUp;
import ai.openobserve.lambda.openobserve.report.Report;
import ai.openobserve.lambda.openobserve.stream.FieldTypes;
import ai.openobserve.lambda.openobserve.stream.Metrics;
import ai.openobserve.lambda.openobserve.stream.SearchableFields;
import ai.openobserve.lambda.openobserve.stream.StreamSchema;
import java.time.Duration;
import java.time.InstantSource;

/// Sets a stream up: search, dashboards, alerts; then asks the server what users will ask. Doing it
/// a second time changes nothing.
public final class SetUp {
  private static final Duration REQUEST = Duration.ofSeconds(60);

  private final Options options;
  private final Report report;
  private final InstantSource clock;

  /// What to do.
  ///
  /// @param check to look only, and change nothing
  /// @param alerts to make alerts too
  /// @param destination the alerts' destination; empty for the only one there is
  /// @param overwrite to replace what users have edited
  public record Options(boolean check, boolean alerts, String destination, boolean overwrite) {}

  /// A set-up that has not begun.
  public SetUp(Options options, Report report, InstantSource clock) {
    this.options = options;
    this.report = report;
    this.clock = clock;
  }

  /// Does it.
  ///
  /// @return whether everything is as it should be
  /// @throws SetUpFailed if it cannot go on
  public boolean run(Target target) throws SetUpFailed {
    try (var server = new OpenObserve(target, REQUEST)) {
      var version = server.version();
      server.checkAccess();
      report.say("OpenObserve %s at %s".formatted(version, target));
      var schema = StreamSchema.read(server);
      FieldTypes.check(schema, report);
      new SearchableFields(server, report).apply(schema, !options.check());
      var metrics = Metrics.read(server);
      if (metrics.isEmpty()) {
        report.good(
            "metrics",
            "none yet; if functions have O2_METRICS=true, run this again after their first"
                + " invocations to add the panels and alerts about delivery");
      }
      var dashboards = Dashboard.all(target.stream(), schema.shape(), metrics);
      var setUp = new DashboardSetUp(server, report, options.overwrite());
      for (var dashboard : dashboards) {
        setUp.apply(dashboard, !options.check());
      }
      if (options.alerts()) {
        new AlertSetUp(server, report, options.overwrite())
            .apply(schema, metrics, options.destination(), !options.check());
      }
      var check = new PanelCheck(server, schema, report, clock.instant());
      check.search();
      check.panels(dashboards);
    }
    return report.complete();
  }
}
