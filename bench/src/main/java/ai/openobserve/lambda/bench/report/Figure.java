package ai.openobserve.lambda.bench.report;

/// One figure: a row of a table, or a cell of it.
///
/// @param section the heading it belongs to
/// @param what what was measured
/// @param subject what it was measured on, such as the native executable or a reference
/// @param unit printed after the figure
public record Figure(String section, String what, String subject, String unit, Sample sample) {
  /// Identifies the figure across runs.
  public String key() {
    return section + "\t" + what + "\t" + subject + "\t" + unit;
  }

  /// The significant digits: three, or all of a large number.
  public static String number(double value) {
    double size = Math.abs(value);
    int decimals = size >= 100 ? 0 : size >= 10 ? 1 : 2;
    return size == Math.rint(size) && size < 1e7
        ? String.format(java.util.Locale.ROOT, "%,.0f", value)
        : String.format(java.util.Locale.ROOT, "%,." + decimals + "f", value);
  }
}
