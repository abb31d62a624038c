package ai.openobserve.lambda.extension.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The members of one JSON object, one after another, as Strings: for the small answers of Lambda,
/// of OpenObserve and of AWS. As much is read as is JSON: emulators and proxies answer what is not,
/// and some answers are cut. Not thread-safe.
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

  /// The members of the object that the text is; none where it is something else.
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

  /// The object's strings, numbers and words by their names, the last one of a name.
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

  /// Moves to the next member; false after the last one, and where what follows is not JSON.
  public boolean next() {
    if (current && !members.skip()) {
      current = false;
      return false;
    }
    current = members.next();
    return current;
  }

  /// After [#next] was false: whether that was the end of the object, or the text is another value.
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

  /// The value where it is a string, empty otherwise.
  public String text() {
    return isText() ? scalar() : "";
  }

  /// A string without its quotes, or a number or a word as it is written; empty for anything else.
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

  /// The members of the value; none where it is no object.
  public JsonFields object() {
    return members.valueIs('{') ? new JsonFields(json, members.valueStart) : constant(EMPTY);
  }

  /// Whether the value is an array.
  public boolean isArray() {
    return members.valueIs('[');
  }

  /// Those elements of the array that are objects.
  public List<JsonFields> objects() {
    List<JsonFields> objects = new ArrayList<>();
    for (int at : elements()) {
      if (json.has(at, '{')) {
        objects.add(new JsonFields(json, at));
      }
    }
    return objects;
  }

  /// The elements of the array, an empty text for one that is no string.
  public List<String> texts() {
    List<String> texts = new ArrayList<>();
    for (int at : elements()) {
      int end = json.has(at, '"') ? json.string(at) : JsonScanner.NONE;
      texts.add(end == JsonScanner.NONE ? "" : text(at, end));
    }
    return texts;
  }

  /// Where the elements begin; none where the value is no array.
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

  /// @param start of the opening quote
  /// @param end after the closing one
  private String text(int start, int end) {
    Unescaped plain = new Unescaped();
    return plain.read(json.bytes, start + 1, end - 1)
        ? new String(plain.bytes(), 0, plain.length(), StandardCharsets.UTF_8)
        : new String(json.bytes, start + 1, end - start - 2, StandardCharsets.UTF_8);
  }
}
