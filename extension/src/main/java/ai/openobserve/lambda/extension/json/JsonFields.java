package ai.openobserve.lambda.extension.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The members of one JSON object, one after another, as strings: for the small responses of
/// Lambda, OpenObserve and AWS. Reads as much as is JSON, since emulators and proxies send other
/// things and some responses are truncated. Not thread-safe.
public final class JsonFields {
  private static final byte[] EMPTY = {'{', '}'};
  private static final byte[] BROKEN = {'{'};

  private final JsonScanner json;
  private final Members members;
  private boolean current;

  private JsonFields(JsonScanner json, int from) {
    this.json = json;
    this.members = new Members(json);
    members.of(from);
  }

  /// The members of the object in the text; none if the text is something else.
  public static JsonFields of(byte[] text) {
    JsonScanner json = new JsonScanner(text, text.length);
    int from = json.space(0);
    if (json.has(from, '{')) {
      return new JsonFields(json, from);
    }
    return json.value(from) == JsonScanner.NONE ? constant(BROKEN) : constant(EMPTY);
  }

  public static JsonFields of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static JsonFields constant(byte[] object) {
    return new JsonFields(new JsonScanner(object, object.length), 0);
  }

  /// The object's strings, numbers and literals by name; the last one of a name counts.
  public static Map<String, String> scalars(String text) {
    Map<String, String> scalars = new HashMap<>();
    JsonFields fields = of(text);
    while (fields.next()) {
      boolean whole = fields.json.value(fields.members.valueStart) != JsonScanner.NONE;
      String value = fields.scalar();
      if (whole && (fields.isText() || !value.isEmpty())) {
        scalars.put(fields.name(), value);
      }
    }
    return scalars;
  }

  /// Moves to the next member; false after the last one, or if what follows is not JSON.
  public boolean next() {
    if (current && !members.skip()) {
      current = false;
      return false;
    }
    current = members.next();
    return current;
  }

  /// Once [#next] has returned false: whether the object had ended, or the text is another valid
  /// value.
  public boolean isWhole() {
    return members.end() != JsonScanner.NONE;
  }

  public String name() {
    return text(members.nameStart, members.nameEnd);
  }

  /// Whether the value is a string.
  public boolean isText() {
    return members.valueIs('"');
  }

  /// The value if it is a string, empty otherwise.
  public String text() {
    return isText() ? scalar() : "";
  }

  /// A string without its quotes, or a number or literal as it is written; empty for anything else.
  public String scalar() {
    if (members.valueIs('{') || members.valueIs('[')) {
      return "";
    }
    int end = json.value(members.valueStart);
    if (end == JsonScanner.NONE) {
      return "";
    }
    return isText()
        ? text(members.valueStart, end)
        : new String(
            json.bytes, members.valueStart, end - members.valueStart, StandardCharsets.US_ASCII);
  }

  /// The members of the value; none if it is not an object.
  public JsonFields object() {
    return members.valueIs('{') ? new JsonFields(json, members.valueStart) : constant(EMPTY);
  }

  /// Whether the value is an array.
  public boolean isArray() {
    return members.valueIs('[');
  }

  /// The elements of the array that are objects.
  public List<JsonFields> objects() {
    List<JsonFields> objects = new ArrayList<>();
    for (int at : elements()) {
      if (json.has(at, '{')) {
        objects.add(new JsonFields(json, at));
      }
    }
    return objects;
  }

  /// The elements of the array, with an empty text for each that is not a string.
  public List<String> texts() {
    List<String> texts = new ArrayList<>();
    for (int at : elements()) {
      int end = json.has(at, '"') ? json.string(at) : JsonScanner.NONE;
      texts.add(end == JsonScanner.NONE ? "" : text(at, end));
    }
    return texts;
  }

  /// Where the elements begin; none if the value is not an array.
  private List<Integer> elements() {
    List<Integer> starts = new ArrayList<>();
    if (!isArray()) {
      return starts;
    }
    int at = json.space(members.valueStart + 1);
    while (at < json.end && !json.has(at, ']')) {
      starts.add(at);
      int end = json.value(at);
      int next = end == JsonScanner.NONE ? json.end : json.space(end);
      at = json.has(next, ',') ? json.space(next + 1) : json.end;
    }
    return starts;
  }

  /// @param start position of the opening quote
  /// @param end position after the closing one
  private String text(int start, int end) {
    Unescaped plain = new Unescaped();
    return plain.read(json.bytes, start + 1, end - 1)
        ? new String(plain.bytes(), 0, plain.length(), StandardCharsets.UTF_8)
        : new String(json.bytes, start + 1, end - start - 2, StandardCharsets.UTF_8);
  }
}
