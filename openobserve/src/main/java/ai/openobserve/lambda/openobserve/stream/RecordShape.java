package ai.openobserve.lambda.openobserve.stream;

import java.util.Set;

/// Where the columns of what functions and extensions write are: `O2_RECORD_SHAPE`. Those of
/// platform events are under `record_` in both shapes.
public enum RecordShape {
  /// Under `record`: `record` for text, `record_level` for a member of an object.
  RECORD("record_", "record"),
  /// At the top: `message` for text, `level` for a member of an object.
  MESSAGE("", "message");

  private final String prefix;
  private final String text;

  RecordShape(String prefix, String text) {
    this.prefix = prefix;
    this.text = text;
  }

  /// The shape that a stream's columns show. A stream that holds both is seen as [#RECORD].
  static RecordShape of(Set<String> columns) {
    return columns.contains(MESSAGE.text) && !columns.contains(RECORD.text) ? MESSAGE : RECORD;
  }

  /// Fills in the names: `{m}level` becomes `record_level`, `{text}` becomes `record`.
  public String resolve(String template) {
    return template.replace("{m}", prefix).replace("{text}", text);
  }
}
