package ai.openobserve.lambda.extension.health;

import ai.openobserve.lambda.extension.json.JsonFields;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Extracts what the check needs from OpenObserve's responses.
final class JsonAnswer {
  /// OpenObserve nests its settings three levels deep.
  private static final int MOST_LEVELS = 16;

  private JsonAnswer() {}

  /// The elements of the first array with this name, at any depth; an empty text for each element
  /// that is not a string. Empty if there is no such array.
  static List<String> list(String text, String name) {
    List<String> found = find(JsonFields.of(text), name, MOST_LEVELS);
    return found == null ? List.of() : found;
  }

  private static @Nullable List<String> find(JsonFields fields, String name, int levels) {
    while (levels > 0 && fields.next()) {
      if (fields.isArray() && fields.name().equals(name)) {
        return fields.texts();
      }
      List<String> found = find(fields.object(), name, levels - 1);
      for (JsonFields element : fields.objects()) {
        found = found == null ? find(element, name, levels - 1) : found;
      }
      if (found != null) {
        return found;
      }
    }
    return null;
  }
}
