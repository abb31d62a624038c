package ai.openobserve.lambda.openobserve.picture;

import java.util.List;
import java.util.Locale;

/// An SVG image, written shape by shape.
///
/// Not thread-safe.
final class Svg {
  static final String INK = "#1f2937";
  static final String FAINT = "#6b7280";
  static final String LINE = "#d1d5db";
  private static final List<String> COLOURS =
      List.of(
          "#2563eb", "#ea580c", "#16a34a", "#9333ea", "#dc2626", "#0891b2", "#ca8a04", "#db2777");

  private final StringBuilder shapes = new StringBuilder();

  /// The colour of the nth series.
  static String colour(int series) {
    return COLOURS.get(series % COLOURS.size());
  }

  void box(Box box, String fill, String stroke) {
    shapes.append(
        format(
            "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\" stroke=\"%s\"/>%n",
            box.x(), box.y(), box.width(), box.height(), fill, stroke));
  }

  void line(double x1, double y1, double x2, double y2, String stroke) {
    shapes.append(
        format(
            "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>%n",
            x1, y1, x2, y2, stroke));
  }

  /// @param points alternating x and y
  void curve(List<Double> points, String stroke) {
    var path = new StringBuilder();
    for (int i = 0; i < points.size(); i += 2) {
      path.append(format("%.1f,%.1f ", points.get(i), points.get(i + 1)));
      shapes.append(
          format(
              "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"2.5\" fill=\"%s\"/>%n",
              points.get(i), points.get(i + 1), stroke));
    }
    shapes.append(
        format(
            "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\"/>%n",
            path.toString().strip(), stroke));
  }

  void text(double x, double y, int size, String fill, String text) {
    text(x, y, size, fill, "start", text);
  }

  /// @param anchor start, middle or end
  void text(double x, double y, int size, String fill, String anchor, String text) {
    shapes.append(
        format(
            "<text x=\"%.1f\" y=\"%.1f\" font-size=\"%d\" fill=\"%s\" text-anchor=\"%s\">%s</text>%n",
            x, y, size, fill, anchor, escaped(text)));
  }

  /// The image.
  String image(double width, double height, String title) {
    return format(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %.0f\" width=\"%.0f\" height=\"%.0f\""
                + " font-family=\"system-ui, sans-serif\" role=\"img\">%n<title>%s</title>%n",
            width, height, width, height, escaped(title))
        + shapes
        + "</svg>\n";
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format.replace("%n", "\n"), values);
  }

  private static String escaped(String text) {
    var clean = new StringBuilder();
    text.codePoints().map(c -> Character.isISOControl(c) ? ' ' : c).forEach(clean::appendCodePoint);
    return clean.toString().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
