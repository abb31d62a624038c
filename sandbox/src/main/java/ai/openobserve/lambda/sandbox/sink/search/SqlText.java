package ai.openobserve.lambda.sandbox.sink.search;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The text of a query, translated from OpenObserve's dialect into the database's.
final class SqlText {
  private static final Pattern FROM =
      Pattern.compile("\\bFROM\\s+\"?([A-Za-z0-9_:]+)\"?", Pattern.CASE_INSENSITIVE);
  private static final Pattern HISTOGRAM =
      Pattern.compile(
          "\\bhistogram\\(\\s*_timestamp\\s*(?:,\\s*('[^']*')\\s*)?\\)", Pattern.CASE_INSENSITIVE);
  private static final Pattern MATCH_ALL =
      Pattern.compile("\\bmatch_all\\(\\s*('(?:[^']|'')*')\\s*\\)", Pattern.CASE_INSENSITIVE);

  private final String sql;

  SqlText(String sql) {
    this.sql = sql.strip();
  }

  /// Why it is not a valid query; empty if it is.
  Optional<String> objection() {
    var start = sql.substring(0, Math.min(sql.length(), 6)).toUpperCase(Locale.ROOT);
    return start.equals("SELECT") ? Optional.empty() : Optional.of("only SELECT is allowed");
  }

  /// The stream that it queries.
  Optional<String> stream() {
    Matcher matcher = FROM.matcher(sql);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  boolean searchesFullText() {
    return MATCH_ALL.matcher(sql).find();
  }

  /// The query in the database's dialect.
  ///
  /// @param barSeconds the width of a bar if the query specifies none
  /// @param fullText the columns that `match_all` searches
  String translated(long barSeconds, List<String> fullText) {
    var timed = HISTOGRAM.matcher(sql).replaceAll(found -> bar(found, barSeconds));
    return MATCH_ALL
        .matcher(timed)
        .replaceAll(found -> Matcher.quoteReplacement(anyOf(fullText, found)));
  }

  /// The database has its own `histogram`, which means something else.
  private static String bar(MatchResult found, long barSeconds) {
    var interval = found.group(1) == null ? "'%d second'".formatted(barSeconds) : found.group(1);
    return Matcher.quoteReplacement("time_bar(_timestamp, %s)".formatted(interval));
  }

  private static String anyOf(List<String> columns, MatchResult found) {
    return columns.stream()
        .map(column -> "str_match(%s, %s)".formatted(column, found.group(1)))
        .collect(Collectors.joining(" OR ", "(", ")"));
  }
}
