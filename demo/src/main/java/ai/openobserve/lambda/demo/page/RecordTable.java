package ai.openobserve.lambda.demo.page;

import ai.openobserve.lambda.demo.page.Page.Style;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Records in columns: function, time, type, request ID, text. On a narrow page, the function,
/// which the lines above name, and the `platform` before the dot are left out to make room for the
/// text.
public final class RecordTable {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneOffset.UTC);
  private static final int SHORT_ID = 8;
  private static final int NARROW_TYPE = 16;

  private final Page page;
  private final String function;

  /// Shows this function for records that do not name one.
  public RecordTable(Page page, String function) {
    this.page = page;
    this.function = function;
  }

  /// Writes the records in the order of their times, since batches may overtake one another.
  ///
  /// @param whenNone what to write if there are none
  public void show(List<JsonNode> records, String whenNone) {
    if (records.isEmpty()) {
      page.line(Style.FAINT, "  (" + whenNone + ")");
      return;
    }
    row(Style.FAINT, "function", "time (UTC)", "type", "request", "text");
    records.stream()
        .sorted((a, b) -> time(a).compareTo(time(b)))
        .forEach(r ->
            row(
                style(r),
                r.path("function_name").asString(function),
                TIME.format(time(r)),
                r.path("type").asString(""),
                shortId(r),
                RecordText.of(r.path("type").asString(""), r.path("record"))));
  }

  private void row(
      Style style, String function, String time, String type, String request, String text) {
    var shortType = type.replace("telemetrySubscription", "subscription");
    var first =
        page.isNarrow()
            ? "  %s  %s"
                .formatted(
                    Page.padded(time, 12),
                    Page.padded(shortType.replace("platform.", "."), NARROW_TYPE))
            : "  %s  %s  %s"
                .formatted(
                    Page.padded(function, 13), Page.padded(time, 12), Page.padded(shortType, 24));
    page.row(style, "%s  %s  %s".formatted(first, Page.padded(request, SHORT_ID), text));
  }

  private static String shortId(JsonNode r) {
    var id = r.path("requestId").asString(r.path("record").path("requestId").asString("-"));
    return id.substring(0, Math.min(SHORT_ID, id.length()));
  }

  private static Instant time(JsonNode r) {
    try {
      return Instant.parse(r.path("time").asString(""));
    } catch (DateTimeParseException e) {
      return Instant.EPOCH;
    }
  }

  private static Style style(JsonNode r) {
    var type = r.path("type").asString("");
    if (isError(r.path("record"))) {
      return Style.BAD;
    }
    if (type.startsWith("platform.")) {
      return Style.PLATFORM;
    }
    return type.equals("extension") ? Style.EXTENSION : Style.PLAIN;
  }

  private static boolean isError(JsonNode record) {
    return record.isObject()
        ? record.path("level").asString("").equals("ERROR") || record.has("errorType")
        : record.asString("").startsWith("[ERROR]") || record.asString("").startsWith("ERROR");
  }
}
