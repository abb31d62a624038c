package ai.openobserve.lambda.sandbox.sink.search;

/// The type of a stream's column, as a schema names it.
public enum ColumnType {
  /// Text, or values of mixed types.
  UTF8("Utf8", "VARCHAR"),
  /// A number without a fraction.
  INT64("Int64", "BIGINT"),
  /// A number.
  FLOAT64("Float64", "DOUBLE PRECISION"),
  /// True or false.
  BOOLEAN("Boolean", "BOOLEAN");

  private final String schemaName;
  private final String sqlName;

  ColumnType(String schemaName, String sqlName) {
    this.schemaName = schemaName;
    this.sqlName = sqlName;
  }

  /// The name in a schema: `Utf8`.
  public String schemaName() {
    return schemaName;
  }

  String sqlName() {
    return sqlName;
  }

  /// The type that can hold values of both.
  ColumnType with(ColumnType other) {
    if (this == other) {
      return this;
    }
    var numbers = isNumber() && other.isNumber();
    return numbers ? FLOAT64 : UTF8;
  }

  static ColumnType of(Object value) {
    return switch (value) {
      case Long _ -> INT64;
      case Double _ -> FLOAT64;
      case Boolean _ -> BOOLEAN;
      default -> UTF8;
    };
  }

  /// A value converted to this type.
  Object convert(Object value) {
    return switch (this) {
      case UTF8 -> value.toString();
      case FLOAT64 -> ((Number) value).doubleValue();
      case INT64, BOOLEAN -> value;
    };
  }

  private boolean isNumber() {
    return this == INT64 || this == FLOAT64;
  }
}
