package ai.openobserve.lambda.examples;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;

/// The page that the demo is written on: so many columns wide, with colour or without.
final class Screen {
  private static final int WIDTH_OF_A_FILE = 160;
  private static final int NARROWEST = 80;

  /// What a text is, which says how it looks.
  enum Style {
    PLAIN(""),
    HEADING("\u001b[1m"),
    FAINT("\u001b[2m"),
    PLATFORM("\u001b[34m"),
    EXTENSION("\u001b[36m"),
    GOOD("\u001b[32m"),
    ON_PURPOSE("\u001b[33m"),
    BAD("\u001b[31m");

    private final String on;

    Style(String on) {
      this.on = on;
    }
  }

  private final PrintStream out;
  private final int width;
  private final boolean colour;

  Screen(PrintStream out, int width, boolean colour) {
    this.out = out;
    this.width = Math.max(width, NARROWEST);
    this.colour = colour;
  }

  /// As wide as the terminal, and coloured unless `NO_COLOR` is set. Where the output is no
  /// terminal: wide and plain.
  ///
  /// @param out must write UTF-8
  static Screen of(PrintStream out, Map<String, String> variables) {
    try (var terminal =
        TerminalBuilder.builder()
            .system(true)
            .systemOutput(TerminalBuilder.SystemOutput.SysOut)
            .providers(TerminalBuilder.PROP_PROVIDER_EXEC)
            .dumb(true)
            .build()) {
      var real =
          !terminal.getType().startsWith(Terminal.TYPE_DUMB) && terminal.getSize().getColumns() > 0;
      return new Screen(
          out,
          real ? terminal.getSize().getColumns() : WIDTH_OF_A_FILE,
          real && variables.getOrDefault("NO_COLOR", "").isEmpty());
    } catch (IOException e) {
      return new Screen(out, WIDTH_OF_A_FILE, false);
    }
  }

  void blank() {
    out.println();
  }

  /// Writes one line, however long.
  void line(Style style, String text) {
    out.println(colour && style != Style.PLAIN ? style.on + text + "\u001b[0m" : text);
  }

  /// Writes one line, cut to the width; wide characters count twice.
  void row(Style style, String text) {
    line(style, cut(text, width));
  }

  /// The text in so many columns, no more, with an ellipsis where it was cut.
  static String cut(String text, int columns) {
    var attributed = new AttributedString(text);
    return attributed.columnLength() <= columns
        ? text
        : attributed.columnSubSequence(0, columns - 1) + "…";
  }

  /// The text in exactly so many columns.
  static String padded(String text, int columns) {
    var cut = cut(text, columns);
    return cut + " ".repeat(Math.max(0, columns - new AttributedString(cut).columnLength()));
  }
}
