package ai.openobserve.lambda.demo.page;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;

/// The demo's output: text of a given width, with or without colour.
public final class Page {
  private static final int WIDTH_OF_A_FILE = 160;
  private static final int NARROWEST = 40;

  /// The width that tables need to show all columns.
  private static final int ROOMY = 100;

  /// The kind of a text, which determines its style.
  public enum Style {
    /// The function's own lines.
    PLAIN(""),
    /// A title.
    HEADING("\u001b[1m"),
    /// Less important text.
    FAINT("\u001b[2m"),
    /// A platform event.
    PLATFORM("\u001b[34m"),
    /// A line of the extension.
    EXTENSION("\u001b[36m"),
    /// A check that passed.
    GOOD("\u001b[32m"),
    /// A failure that the demo causes.
    ON_PURPOSE("\u001b[33m"),
    /// A failure.
    BAD("\u001b[31m");

    private final String on;

    Style(String on) {
      this.on = on;
    }
  }

  private final PrintStream out;
  private final int width;
  private final boolean colour;

  /// Writes to this stream, which must encode UTF-8.
  public Page(PrintStream out, int width, boolean colour) {
    this.out = out;
    this.width = Math.max(width, NARROWEST);
    this.colour = colour;
  }

  /// As wide as the terminal, and coloured unless `NO_COLOR` is set. If the output is not a
  /// terminal, it is plain, and as wide as `COLUMNS` says or else wide.
  ///
  /// @param out must encode UTF-8
  public static Page of(PrintStream out, Map<String, String> variables) {
    try (var terminal =
        TerminalBuilder.builder()
            .system(true)
            .systemOutput(TerminalBuilder.SystemOutput.SysOut)
            .providers(TerminalBuilder.PROP_PROVIDER_EXEC)
            .dumb(true)
            .build()) {
      var real =
          !terminal.getType().startsWith(Terminal.TYPE_DUMB) && terminal.getSize().getColumns() > 0;
      return new Page(
          out,
          real ? terminal.getSize().getColumns() : widthOfAFile(variables),
          real && variables.getOrDefault("NO_COLOR", "").isEmpty());
    } catch (IOException e) {
      return new Page(out, widthOfAFile(variables), false);
    }
  }

  private static int widthOfAFile(Map<String, String> variables) {
    var columns = variables.getOrDefault("COLUMNS", "");
    return columns.matches("\\d{1,4}") ? Integer.parseInt(columns) : WIDTH_OF_A_FILE;
  }

  /// Whether tables must make do with fewer columns.
  boolean isNarrow() {
    return width < ROOMY;
  }

  public void blank() {
    out.println();
  }

  /// Writes a text in as many lines as it needs, broken between words, with the continuation lines
  /// indented. Words are never broken, since an address must be copied whole.
  public void line(Style style, String text) {
    var indent = text.length() - text.stripLeading().length();
    var line = new StringBuilder();
    for (var word : text.strip().split(" ", -1)) {
      if (!line.isEmpty() && columns(line + " " + word) > width) {
        write(style, line.toString());
        line = new StringBuilder(" ".repeat(indent + 4)).append(word);
      } else {
        line.append(line.isEmpty() ? " ".repeat(indent) : " ").append(word);
      }
    }
    write(style, line.toString());
  }

  /// Writes one line, cut to the width; wide characters count twice.
  public void row(Style style, String text) {
    write(style, cut(text, width));
  }

  private void write(Style style, String line) {
    out.println(colour && style != Style.PLAIN ? style.on + line + "\u001b[0m" : line);
  }

  private static int columns(String text) {
    return new AttributedString(text).columnLength();
  }

  /// The text in at most this many columns, with an ellipsis if it was cut.
  public static String cut(String text, int columns) {
    var attributed = new AttributedString(text);
    return attributed.columnLength() <= columns
        ? text
        : attributed.columnSubSequence(0, columns - 1) + "…";
  }

  /// The text in exactly this many columns.
  public static String padded(String text, int columns) {
    var cut = cut(text, columns);
    return cut + " ".repeat(Math.max(0, columns - columns(cut)));
  }
}
