package ai.openobserve.lambda.sandbox.sink.search;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// An in-memory database with one table: the records of a stream in a time range. Queries run as a
/// user who may read that table and nothing else.
///
/// Not thread-safe.
final class RecordDatabase implements AutoCloseable {
  private static final JsonMapper MAPPER = JsonMapper.shared();
  private static final int QUERY_SECONDS = 30;

  private final String url =
      "jdbc:h2:mem:%s;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE;NON_KEYWORDS=VALUE,KEY,DAY,HOUR,MINUTE,MONTH,YEAR"
          .formatted(UUID.randomUUID());

  /// Keeps the database alive while it is open.
  private final Connection owner;

  RecordDatabase(StreamTable table, TimeRange range) throws SQLException {
    owner = DriverManager.getConnection(url, "owner", "");
    prepare(owner, table);
    fill(owner, table, table.records().stream().filter(range::contains).toList());
  }

  List<ObjectNode> query(String sql, int from, int size) throws SQLException {
    try (var reader = DriverManager.getConnection(url, "reader", "");
        var statement = reader.createStatement()) {
      statement.setQueryTimeout(QUERY_SECONDS);
      try (var rows = statement.executeQuery(sql)) {
        return read(rows, from, size);
      }
    }
  }

  @Override
  public void close() throws SQLException {
    owner.close();
  }

  private static void prepare(Connection owner, StreamTable table) throws SQLException {
    var columns =
        table.columns().entrySet().stream()
            .map(c -> "\"%s\" %s".formatted(c.getKey(), c.getValue().sqlName()))
            .collect(Collectors.joining(", "));
    try (var statement = owner.createStatement()) {
      statement.execute("CREATE TABLE \"%s\" (%s)".formatted(table.name(), columns));
      statement.execute(
          "CREATE ALIAS time_bar DETERMINISTIC FOR '%s.timeBar'"
              .formatted(SqlFunctions.class.getName()));
      statement.execute(
          "CREATE ALIAS str_match DETERMINISTIC FOR '%s.strMatch'"
              .formatted(SqlFunctions.class.getName()));
      statement.execute(
          "CREATE AGGREGATE approx_percentile_cont FOR '%s'"
              .formatted(ApproximatePercentile.class.getName()));
      statement.execute("CREATE USER reader PASSWORD ''");
      statement.execute("GRANT SELECT ON \"%s\" TO reader".formatted(table.name()));
    }
  }

  private static void fill(Connection owner, StreamTable table, List<FlatRecord> records)
      throws SQLException {
    var places = table.columns().keySet().stream().map(_ -> "?").collect(Collectors.joining(","));
    try (var insert =
        owner.prepareStatement("INSERT INTO \"%s\" VALUES (%s)".formatted(table.name(), places))) {
      for (var record : records) {
        bind(insert, table, record);
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private static void bind(PreparedStatement insert, StreamTable table, FlatRecord record)
      throws SQLException {
    int index = 1;
    for (var column : table.columns().entrySet()) {
      var value = record.columns().get(column.getKey());
      insert.setObject(index++, value == null ? null : column.getValue().convert(value));
    }
  }

  private static List<ObjectNode> read(ResultSet rows, int from, int size) throws SQLException {
    var hits = new ArrayList<ObjectNode>();
    for (int row = 0; hits.size() < size && rows.next(); row++) {
      if (row < from) {
        continue;
      }
      var hit = MAPPER.createObjectNode();
      for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
        put(hit, rows.getMetaData().getColumnLabel(i), rows.getObject(i));
      }
      hits.add(hit);
    }
    return hits;
  }

  /// Omits nulls, as OpenObserve does.
  private static void put(ObjectNode hit, String name, @Nullable Object value) {
    switch (value) {
      case null -> {}
      case Long number -> hit.put(name, number);
      case Integer number -> hit.put(name, number);
      case Number number -> hit.put(name, number.doubleValue());
      case Boolean flag -> hit.put(name, flag);
      case Object text -> hit.put(name, text.toString());
    }
  }
}
