package ai.openobserve.lambda.sandbox.sink.search;

import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;

/// The records of one stream as a table. A column exists from the first record that has it, and
/// becomes text once it has had two types.
///
/// @param name the stream's name
/// @param columns their types, by name
public record StreamTable(
    String name, SequencedMap<String, ColumnType> columns, List<FlatRecord> records) {

  /// The table of these records.
  public static StreamTable of(String name, List<FlatRecord> records) {
    var columns = new TreeMap<String, ColumnType>();
    for (var record : records) {
      record
          .columns()
          .forEach(
              (column, value) -> columns.merge(column, ColumnType.of(value), ColumnType::with));
    }
    return new StreamTable(name, columns, List.copyOf(records));
  }

  /// Whether it has no records; such a stream does not exist.
  public boolean isEmpty() {
    return records.isEmpty();
  }
}
