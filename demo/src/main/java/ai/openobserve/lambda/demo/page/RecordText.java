package ai.openobserve.lambda.demo.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A record's content on one line, made readable.
final class RecordText {
  private static final Set<String> SHOWN_ELSEWHERE =
      Set.of("timestamp", "level", "requestId", "message");

  /// Time and request ID, which the runtimes for Python and Node.js put before the text, and which
  /// have their own columns.
  private static final Pattern PREFIX =
      Pattern.compile("(?<=^|^\\[[A-Z]{4,8}\\]\t)\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z\t[0-9a-f-]{36}\t");

  private RecordText() {}

  /// @param type the event's type, for example `function` or `platform.start`
  /// @param record the event's record, either text or an object
  static String of(String type, JsonNode record) {
    if (record.isObject()) {
      return oneLine(type.startsWith("platform.") ? platform(type, record) : logged(record));
    }
    return oneLine(
        record.isString()
            ? PREFIX.matcher(record.stringValue()).replaceFirst("")
            : record.toString());
  }

  /// A JSON log object: level and message, then the author's own fields.
  private static String logged(JsonNode record) {
    List<String> parts = new ArrayList<>();
    parts.add(text(record, "level").toUpperCase(Locale.ROOT));
    parts.add(text(record, "message"));
    if (record.deepCopy() instanceof ObjectNode fields) {
      fields.remove(SHOWN_ELSEWHERE);
      parts.add(fields.isEmpty() ? "" : fields.toString());
    }
    return joined(parts, " ");
  }

  private static String platform(String type, JsonNode record) {
    var outcome = joined(List.of(text(record, "status"), text(record, "errorType")), " ");
    var metrics = record.path("metrics");
    return switch (type) {
      case "platform.initStart" ->
          joined(List.of(text(record, "initializationType"), text(record, "runtimeVersion")), ", ");
      case "platform.start" -> "version " + text(record, "version");
      case "platform.initRuntimeDone" -> outcome;
      case "platform.initReport", "platform.runtimeDone" ->
          joined(List.of(outcome, milliseconds(metrics, "", "durationMs")), ", ");
      case "platform.report" ->
          joined(
              List.of(
                  outcome,
                  milliseconds(metrics, "", "durationMs"),
                  milliseconds(metrics, "billed ", "billedDurationMs"),
                  milliseconds(metrics, "init ", "initDurationMs"),
                  "memory %s of %s MB"
                      .formatted(text(metrics, "maxMemoryUsedMB"), text(metrics, "memorySizeMB"))),
              ", ");
      case "platform.extension" ->
          joined(
              List.of(text(record, "name"), text(record, "state"), list(record.path("events"))),
              " ");
      case "platform.telemetrySubscription" ->
          joined(
              List.of(text(record, "name"), text(record, "state"), list(record.path("types"))),
              " ");
      default -> record.toString();
    };
  }

  private static String text(JsonNode record, String field) {
    var value = record.path(field);
    return value.isMissingNode() ? "" : value.isString() ? value.stringValue() : value.toString();
  }

  private static String milliseconds(JsonNode metrics, String before, String field) {
    var value = metrics.path(field);
    return value.isNumber() ? "%s%.0f ms".formatted(before, value.doubleValue()) : "";
  }

  private static String list(JsonNode values) {
    return values.valueStream().map(v -> v.asString("")).collect(Collectors.joining(", "));
  }

  private static String joined(List<String> parts, String separator) {
    return parts.stream().filter(p -> !p.isEmpty()).collect(Collectors.joining(separator));
  }

  /// Replaces line ends with a sign and other control characters with a space, so that nothing a
  /// function logs reaches the terminal as a command.
  private static String oneLine(String text) {
    var line = new StringBuilder();
    text.stripTrailing()
        .replace("\r\n", "\n")
        .codePoints()
        .forEach(c -> {
          if (c == '\n' || c == '\r') {
            line.append(" ↵ ");
          } else {
            line.appendCodePoint(Character.isISOControl(c) || c == '\u00a0' ? ' ' : c);
          }
        });
    return line.toString().replaceAll("↵ +", "↵ ");
  }
}
