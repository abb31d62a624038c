package ai.openobserve.lambda.openobserve.alert;

import ai.openobserve.lambda.openobserve.api.OpenObserve;
import ai.openobserve.lambda.openobserve.api.SetUpFailed;
import ai.openobserve.lambda.openobserve.report.Report;
import ai.openobserve.lambda.openobserve.stream.StreamSchema;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Creates the alerts. Existing ones are kept: a user may have changed their thresholds.
public final class AlertSetUp {
  private final OpenObserve server;
  private final Report report;
  private final boolean overwrite;

  /// Works on one server.
  ///
  /// @param overwrite whether alerts that differ are replaced
  public AlertSetUp(OpenObserve server, Report report, boolean overwrite) {
    this.server = server;
    this.report = report;
    this.overwrite = overwrite;
  }

  /// Sets all of them up, or says what is missing.
  ///
  /// @param metrics the names of those that are there
  /// @param wantedDestination the alerts' destination; empty for the only one there is
  /// @param change false to change nothing
  public void apply(
      StreamSchema schema, Set<String> metrics, String wantedDestination, boolean change)
      throws SetUpFailed {
    var alerts =
        Alert.all(schema.stream(), schema.shape()).stream()
            .filter(alert -> alert.source().isThere(metrics))
            .toList();
    var api = AlertApi.read(server, alerts.stream().map(Alert::source).collect(Collectors.toSet()));
    var destination = destination(wantedDestination, api.destinations());
    for (var alert : alerts) {
      var missing = alert.needs().stream().filter(c -> !schema.columns().containsKey(c)).toList();
      if (missing.isEmpty()) {
        apply(api, alert, destination, change);
      } else {
        report.good(
            "alert",
            "%s: not created yet, no record has %s; run this again after the first one"
                .formatted(alert.name(), String.join(", ", missing)));
      }
    }
  }

  private void apply(AlertApi api, Alert alert, String destination, boolean change)
      throws SetUpFailed {
    var wanted = alert.json(destination);
    var stored = api.stored().get(alert.name());
    if (stored == null) {
      if (change) {
        api.create(alert.source(), wanted);
      }
      tell(alert, change ? "created, to " + destination : "missing", change);
    } else if (stored.description().equals(wanted.path("description").asString(""))) {
      tell(alert, "up to date", true);
    } else if (overwrite && change) {
      api.update(alert.source(), stored, wanted);
      tell(alert, "updated", true);
    } else {
      tell(alert, "differs from this release's, kept (OVERWRITE=1 replaces it)", true);
    }
  }

  private void tell(Alert alert, String what, boolean good) {
    var text = alert.name() + ": " + what;
    if (good) {
      report.good("alert", text);
    } else {
      report.bad("alert", text);
    }
  }

  private static String destination(String wanted, List<String> there) throws SetUpFailed {
    if (there.isEmpty()) {
      throw new SetUpFailed(
          "Alerts need a destination, and none exists: create one in OpenObserve"
              + " (Management, Alert Destinations), then run this again with DESTINATION= its name");
    }
    if (!wanted.isEmpty() && !there.contains(wanted)) {
      throw new SetUpFailed(
          "Unknown DESTINATION %s; known: %s".formatted(wanted, String.join(", ", there)));
    }
    if (wanted.isEmpty() && there.size() > 1) {
      throw new SetUpFailed(
          "Set DESTINATION to the destination of the alerts; known: " + String.join(", ", there));
    }
    return wanted.isEmpty() ? there.getFirst() : wanted;
  }
}
