package ai.openobserve.lambda.sandbox.sink.search;

import java.sql.SQLException;
import java.util.List;
import org.h2.api.ErrorCode;

/// Runs OpenObserve's SQL on the records of a stream.
///
/// Limitation: the dialect is H2's, with `histogram`, `approx_percentile_cont`, `match_all` and
/// `str_match` added; OpenObserve's is DataFusion's.
public final class SqlSearch {
  private final StreamTable table;
  private final List<String> fullText;
  private final Databases databases;

  /// Searches one stream.
  ///
  /// @param fullText the columns that `match_all` searches, whether or not they exist
  public SqlSearch(StreamTable table, List<String> fullText, Databases databases) {
    this.table = table;
    this.databases = databases;
    this.fullText = fullText.stream().filter(table.columns()::containsKey).toList();
  }

  /// The stream that a query names; empty if it names none.
  public static String streamOf(String sql) {
    return new SqlText(sql).stream().orElse("");
  }

  /// Runs a query.
  ///
  /// @param from how many rows to skip
  /// @param size the maximum number of rows to return
  public SearchResult run(String sql, TimeRange range, int from, int size) {
    var text = new SqlText(sql);
    if (text.objection().isPresent()) {
      return SearchResult.Refused.notValid(text.objection().orElseThrow());
    }
    if (table.isEmpty()) {
      return SearchResult.Refused.noStream(table.name());
    }
    if (text.searchesFullText() && fullText.isEmpty()) {
      return SearchResult.Refused.noFullTextField();
    }
    try {
      var translated = text.translated(range.bar().toSeconds(), fullText);
      return new SearchResult.Hits(
          databases.query(table, range, translated, from, size),
          (int) table.records().stream().filter(range::contains).count());
    } catch (SQLException e) {
      return refusal(e);
    }
  }

  private SearchResult refusal(SQLException e) {
    return switch (e.getErrorCode()) {
      case ErrorCode.COLUMN_NOT_FOUND_1 -> SearchResult.Refused.noField(quoted(e));
      case ErrorCode.TABLE_OR_VIEW_NOT_FOUND_1,
          ErrorCode.TABLE_OR_VIEW_NOT_FOUND_WITH_CANDIDATES_2 ->
          SearchResult.Refused.noStream(quoted(e));
      case ErrorCode.SYNTAX_ERROR_1, ErrorCode.SYNTAX_ERROR_2 ->
          SearchResult.Refused.notValid(String.valueOf(e.getMessage()));
      default -> SearchResult.Refused.failed(String.valueOf(e.getMessage()));
    };
  }

  /// The name between the message's first double quotes.
  private static String quoted(SQLException e) {
    var parts = String.valueOf(e.getMessage()).split("\"", -1);
    return parts.length > 1 ? parts[1] : "";
  }
}
