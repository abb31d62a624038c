package ai.openobserve.lambda.openobserve.stream;

import ai.openobserve.lambda.openobserve.api.OpenObserve;
import ai.openobserve.lambda.openobserve.api.SetUpFailed;
import ai.openobserve.lambda.openobserve.api.Target;
import ai.openobserve.lambda.openobserve.report.Report;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/// Makes the columns that hold text of functions searchable: `match_all` finds nothing under
/// `record` before.
public final class SearchableFields {
  private static final String KEYS = "full_text_search_keys";
  private static final List<String> TEXT =
      List.of(
          "record",
          "record_message",
          "record_errormessage",
          "record_errortype",
          "record_stacktrace",
          "message",
          "errormessage",
          "errortype",
          "stacktrace");

  private final OpenObserve server;
  private final Report report;

  /// Works on one server.
  public SearchableFields(OpenObserve server, Report report) {
    this.server = server;
    this.report = report;
  }

  /// Sets the stream up, or says what is missing.
  ///
  /// @param change false to change nothing
  public void apply(StreamSchema schema, boolean change) throws SetUpFailed {
    var missing =
        TEXT.stream()
            .filter(schema::isText)
            .filter(column -> !schema.fullTextKeys().contains(column))
            .toList();
    if (missing.isEmpty()) {
      report.good("search", "searchable already: " + String.join(", ", schema.fullTextKeys()));
    } else if (change) {
      set(schema, missing);
      report.good("search", "made searchable: " + String.join(", ", missing));
    } else {
      report.bad("search", "not searchable: " + String.join(", ", missing));
    }
  }

  /// Newer servers take additions; older ones refuse those and take the whole list.
  private void set(StreamSchema schema, List<String> missing) throws SetUpFailed {
    var path = "streams/%s/settings?type=logs".formatted(Target.encoded(schema.stream()));
    var additions = JsonMapper.shared().createObjectNode();
    var keys = additions.putObject(KEYS);
    missing.forEach(keys.putArray("add")::add);
    keys.putArray("remove");
    var answer = server.put(path, additions);
    if (answer.status() == 400 || answer.status() == 422) {
      var all = new ArrayList<>(schema.fullTextKeys());
      all.addAll(missing);
      var whole = JsonMapper.shared().createObjectNode();
      all.forEach(whole.putArray(KEYS)::add);
      answer = server.put(path, whole);
    }
    if (!answer.ok()) {
      throw answer.failure();
    }
  }
}
