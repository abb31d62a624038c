package ai.openobserve.lambda.sandbox.sink.management;

import ai.openobserve.lambda.sandbox.internal.http.HttpAnswer;
import ai.openobserve.lambda.sandbox.sink.search.Databases;
import ai.openobserve.lambda.sandbox.sink.search.SearchResult;
import ai.openobserve.lambda.sandbox.sink.search.SqlSearch;
import ai.openobserve.lambda.sandbox.sink.search.StreamTable;
import ai.openobserve.lambda.sandbox.sink.search.TimeRange;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// `POST …/_search`.
final class Search {
  private static final int DEFAULT_SIZE = 10;

  private final JsonNode query;

  /// @param request the request's body
  Search(JsonNode request) {
    this.query = request.path("query");
  }

  String stream() {
    return SqlSearch.streamOf(query.path("sql").asString(""));
  }

  /// @param fullText the columns that `match_all` searches
  HttpAnswer answer(StreamTable table, List<String> fullText, Databases databases) {
    var start = query.path("start_time").asLong(0);
    var end = query.path("end_time").asLong(0);
    if (start <= 0 || end <= start) {
      return Answers.message(400, "Invalid time range: start_time and end_time are required");
    }
    var from = query.path("from").asInt(0);
    var size = query.path("size").asInt(DEFAULT_SIZE);
    return switch (new SqlSearch(table, fullText, databases)
        .run(query.path("sql").asString(""), new TimeRange(start, end), from, size)) {
      case SearchResult.Hits(var hits, var scanned) -> {
        var root = Answers.object().put("took", 1).put("total", hits.size()).put("from", from);
        root.put("size", size).put("scan_size", scanned).putArray("hits").addAll(hits);
        yield Answers.ok(root);
      }
      case SearchResult.Refused(var code, var message, var detail) ->
          HttpAnswer.json(
              400,
              Answers.object()
                  .put("code", code)
                  .put("message", message)
                  .put("error_detail", detail)
                  .toString());
    };
  }
}
