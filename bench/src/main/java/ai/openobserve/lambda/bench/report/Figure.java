package ai.openobserve.lambda.bench.report;

/// One figure: a row of a table, or a cell of it.
///
/// @param section the heading it stands under
/// @param what was measured
/// @param subject what it was measured of: the native executable, a reference
/// @param unit as written behind the figure
public record Figure(String section, String what, String subject, String unit, Sample sample) {
  /// Identifies it across runs.
  public String key() {
    return section + "\t" + what + "\t" + subject + "\t" + unit;
  }

  /// Digits that mean something: three, or all of a large number.
  public static String number(double value) {
    double size = Math.abs(value);
    int decimals = size >= 100 ? 0 : size >= 10 ? 1 : 2;
    return size == Math.rint(size) && size < 1e7
        ? String.format(java.util.Locale.ROOT, "%,.0f", value)
        : String.format(java.util.Locale.ROOT, "%,." + decimals + "f", value);
  }
}
