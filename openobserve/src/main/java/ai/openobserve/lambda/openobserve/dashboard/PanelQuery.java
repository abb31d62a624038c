package ai.openobserve.lambda.openobserve.dashboard;

import ai.openobserve.lambda.openobserve.api.OpenObserve;
import ai.openobserve.lambda.openobserve.api.SetUpFailed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Asks a server what a panel asks.
public final class PanelQuery {
  private static final int FIELD_NOT_FOUND = 20004;
  private static final int ROWS = 1000;

  private final OpenObserve server;
  private final Instant start;
  private final Instant end;

  /// The result of a query.
  public sealed interface Result {
    /// Rows.
    record Rows(List<JsonNode> rows) implements Result {
      /// Copies its list.
      public Rows {
        rows = List.copyOf(rows);
      }
    }

    /// The server's words on why it cannot answer.
    record Failed(String why) implements Result {}

    /// A column that the stream does not have yet.
    record NoColumn() implements Result {}
  }

  /// Asks about a range of time.
  public PanelQuery(OpenObserve server, Instant start, Instant end) {
    this.server = server;
    this.start = start;
    this.end = end;
  }

  /// Asks about the last hours.
  public static PanelQuery ofLast(OpenObserve server, Duration range, Instant now) {
    return new PanelQuery(server, now.minus(range), now.plusSeconds(60));
  }

  /// Runs SQL on records.
  public Result run(String sql) throws SetUpFailed {
    return run(sql, "logs");
  }

  /// Asks what a panel asks.
  ///
  /// @param function the value of the dashboard's variable
  public Result run(Panel panel, String function) throws SetUpFailed {
    return run(panel.sqlFor(function), panel.source().type());
  }

  /// Runs SQL on streams of a type.
  public Result run(String sql, String type) throws SetUpFailed {
    var request = JsonMapper.shared().createObjectNode();
    request
        .putObject("query")
        .put("sql", sql)
        .put("sql_mode", "full")
        .put("start_time", start.toEpochMilli() * 1000)
        .put("end_time", end.toEpochMilli() * 1000)
        .put("from", 0)
        .put("size", ROWS);
    var answer = server.post("_search?type=" + type, request);
    if (answer.ok()) {
      return new Result.Rows(answer.json().path("hits").valueStream().toList());
    }
    var missing =
        answer.body().startsWith("{") && answer.json().path("code").asInt(0) == FIELD_NOT_FOUND;
    return missing || answer.body().contains("No field named")
        ? new Result.NoColumn()
        : new Result.Failed(answer.excerpt());
  }
}
