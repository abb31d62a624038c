package ai.openobserve.lambda.openobserve;

import ai.openobserve.lambda.openobserve.api.OpenObserve;
import ai.openobserve.lambda.openobserve.api.SetUpFailed;
import ai.openobserve.lambda.openobserve.dashboard.Dashboard;
import ai.openobserve.lambda.openobserve.dashboard.Panel;
import ai.openobserve.lambda.openobserve.dashboard.PanelQuery;
import ai.openobserve.lambda.openobserve.report.Report;
import ai.openobserve.lambda.openobserve.stream.StreamSchema;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Asks the server what users will ask: a word in a record, and every panel's query.
final class PanelCheck {
  private static final Duration RANGE = Duration.ofHours(1);

  private final StreamSchema schema;
  private final Report report;
  private final PanelQuery query;
  private final List<String> waiting = new ArrayList<>();
  private int answered;

  PanelCheck(OpenObserve server, StreamSchema schema, Report report, Instant now) {
    this.schema = schema;
    this.report = report;
    this.query = PanelQuery.ofLast(server, RANGE, now);
  }

  void search() throws SetUpFailed {
    var sql =
        "SELECT count(*) AS n FROM \"%s\" WHERE match_all('lambda')".formatted(schema.stream());
    switch (query.run(sql)) {
      case PanelQuery.Result.Rows _ -> report.good("check", "full-text search works");
      case PanelQuery.Result.Failed(var why) ->
          report.bad("check", "full-text search fails: " + why);
      case PanelQuery.Result.NoColumn _ ->
          report.bad("check", "full-text search fails: a searchable field is missing");
    }
  }

  void panels(List<Dashboard> dashboards) throws SetUpFailed {
    for (var dashboard : dashboards) {
      for (var panel : dashboard.panels().toList()) {
        check(dashboard, panel);
      }
    }
    var rest =
        waiting.isEmpty()
            ? ""
            : "; %d wait for their first record: %s"
                .formatted(waiting.size(), String.join(", ", waiting.stream().distinct().toList()));
    report.good("check", "%d panels answer%s".formatted(answered, rest));
  }

  private void check(Dashboard dashboard, Panel panel) throws SetUpFailed {
    switch (query.run(panel, "any")) {
      case PanelQuery.Result.Rows _ -> answered++;
      case PanelQuery.Result.NoColumn _
          when panel.needs().stream().anyMatch(c -> !schema.columns().containsKey(c)) ->
          waiting.add(panel.title());
      case PanelQuery.Result.NoColumn _ ->
          report.bad(
              "check",
              "panel %s of %s uses a field that the stream does not have"
                  .formatted(panel.title(), dashboard.title()));
      case PanelQuery.Result.Failed(var why) ->
          report.bad(
              "check", "panel %s of %s fails: %s".formatted(panel.title(), dashboard.title(), why));
    }
  }
}
