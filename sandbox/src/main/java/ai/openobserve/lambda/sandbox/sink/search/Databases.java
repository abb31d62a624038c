package ai.openobserve.lambda.sandbox.sink.search;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Keeps the database of the latest search: a dashboard runs many queries on the same records.
/// Guarded by its own lock.
public final class Databases implements AutoCloseable {
  /// A stream only grows, so the number of its records identifies them.
  private record Key(String stream, int records, TimeRange range) {}

  private @Nullable Key key;
  private @Nullable RecordDatabase newest;

  /// Holds no database yet.
  public Databases() {}

  synchronized List<ObjectNode> query(
      StreamTable table, TimeRange range, String sql, int from, int size) throws SQLException {
    var wanted = new Key(table.name(), table.records().size(), range);
    var database = newest;
    if (database == null || !wanted.equals(key)) {
      close();
      database = new RecordDatabase(table, range);
      newest = database;
      key = wanted;
    }
    return database.query(sql, from, size);
  }

  /// Closes the database.
  @Override
  public synchronized void close() {
    var database = newest;
    newest = null;
    key = null;
    if (database != null) {
      try {
        database.close();
      } catch (SQLException e) {
        throw new IllegalStateException("Cannot close the in-memory database", e);
      }
    }
  }
}
