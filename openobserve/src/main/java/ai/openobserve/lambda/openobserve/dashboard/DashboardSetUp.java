package ai.openobserve.lambda.openobserve.dashboard;

import ai.openobserve.lambda.openobserve.api.Answer;
import ai.openobserve.lambda.openobserve.api.OpenObserve;
import ai.openobserve.lambda.openobserve.api.SetUpFailed;
import ai.openobserve.lambda.openobserve.api.Target;
import ai.openobserve.lambda.openobserve.report.Report;
import tools.jackson.databind.node.ObjectNode;

/// Imports the dashboards, updates those of an earlier release, and leaves alone what a user has
/// edited.
public final class DashboardSetUp {
  private final OpenObserve server;
  private final Report report;
  private final boolean overwrite;

  /// Works on one server.
  ///
  /// @param overwrite whether edited dashboards are replaced too
  public DashboardSetUp(OpenObserve server, Report report, boolean overwrite) {
    this.server = server;
    this.report = report;
    this.overwrite = overwrite;
  }

  /// Sets one dashboard up, or says what is missing.
  ///
  /// @param change false to change nothing
  public void apply(Dashboard dashboard, boolean change) throws SetUpFailed {
    var wanted = marked(dashboard);
    var digest = Fingerprint.of(wanted);
    var stored = StoredDashboard.find(server, dashboard);
    if (stored.isEmpty()) {
      create(dashboard, wanted, change);
      return;
    }
    var there = stored.get();
    if (there.unedited() && there.markedDigest().equals(digest)) {
      good(dashboard, "up to date", there.id());
    } else if (there.unedited() || overwrite) {
      update(dashboard, there, wanted, change);
    } else {
      report.good(
          "dashboard",
          "%s: edited by hand, kept (OVERWRITE=1 replaces it); %s"
              .formatted(dashboard.title(), server.dashboardPage(there.id())));
    }
  }

  private void create(Dashboard dashboard, ObjectNode wanted, boolean change) throws SetUpFailed {
    if (!change) {
      report.bad("dashboard", dashboard.title() + ": missing");
      return;
    }
    var answer = taken(server.post("dashboards?folder=default", wanted));
    var body = StoredDashboard.body(answer.json());
    good(dashboard, "created", body.path("dashboardId").asString(""));
  }

  private void update(Dashboard dashboard, StoredDashboard there, ObjectNode wanted, boolean change)
      throws SetUpFailed {
    if (!change) {
      report.bad("dashboard", dashboard.title() + ": differs from this release's");
      return;
    }
    wanted.put("dashboardId", there.id());
    var answer =
        server.put(
            "dashboards/%s?folder=default&hash=%s"
                .formatted(Target.encoded(there.id()), Target.encoded(there.hash())),
            wanted);
    if (answer.status() == 409) {
      throw new SetUpFailed(
          "%s was changed by someone else at the same time: run this again"
              .formatted(dashboard.title()));
    }
    taken(answer);
    good(dashboard, "updated", there.id());
  }

  private void good(Dashboard dashboard, String what, String id) {
    report.good(
        "dashboard", "%s: %s, %s".formatted(dashboard.title(), what, server.dashboardPage(id)));
  }

  private static Answer taken(Answer answer) throws SetUpFailed {
    if (!answer.ok()) {
      throw new SetUpFailed(
          answer.failure().getMessage()
              + ". Dashboards of version 3 need OpenObserve 0.9 or newer.");
    }
    return answer;
  }

  private static ObjectNode marked(Dashboard dashboard) {
    var json = new DashboardJson(dashboard).write();
    var mark = new Fingerprint.Mark(dashboard.key(), dashboard.stream(), Fingerprint.of(json));
    return json.put("description", dashboard.description() + " " + mark);
  }
}
