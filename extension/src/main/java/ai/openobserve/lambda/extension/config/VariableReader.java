package ai.openobserve.lambda.extension.config;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads typed variables and collects errors. An empty or blank variable counts as unset. Every
/// method returns a usable value even if it reports an error, so that reading can continue.
final class VariableReader {
  private final Map<String, String> environment;
  private final List<String> errors = new ArrayList<>();
  private final @Nullable Map<String, Object> defaults;

  VariableReader(Map<String, String> environment) {
    this(environment, null);
  }

  private VariableReader(Map<String, String> environment, @Nullable Map<String, Object> defaults) {
    this.environment = environment;
    this.defaults = defaults;
  }

  /// A reader that remembers what it reads; not needed for running the extension.
  static VariableReader remembering(Map<String, String> environment) {
    return new VariableReader(environment, new LinkedHashMap<>());
  }

  List<String> errors() {
    return errors;
  }

  /// Adds an error unless it is already known.
  void error(String sentence) {
    if (!errors.contains(sentence)) {
      errors.add(sentence);
    }
  }

  /// Every variable read so far, in order, with its default as text, empty if it has none. An empty
  /// map unless this reader is [remembering][#remembering].
  Map<String, String> defaults() {
    Map<String, String> texts = new LinkedHashMap<>();
    if (defaults != null) {
      defaults.forEach((name, standard) -> texts.put(name, textOf(standard)));
    }
    return texts;
  }

  private static String textOf(Object standard) {
    return standard instanceof Enum<?> constant
        ? constant.name().toLowerCase(Locale.ROOT)
        : standard.toString();
  }

  /// The value without surrounding white space, or null if unset.
  @Nullable String text(String name) {
    return text(name, "");
  }

  /// The same, for a variable with a default, which is remembered but not returned.
  @Nullable String text(String name, Object standard) {
    if (defaults != null) {
      defaults.put(name, standard);
    }
    String value = environment.get(name);
    return value == null || value.isBlank() ? null : value.strip();
  }

  String required(String name) {
    String value = text(name);
    if (value == null) {
      error(name + " environment variable is required");
      return "";
    }
    return value;
  }

  long number(String name, long standard, long least, long most) {
    String value = text(name, standard);
    if (value == null) {
      return standard;
    }
    try {
      long number = Long.parseLong(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Reported below, with the range.
    }
    error(
        name + " is '" + shown(value) + "': expected a whole number from " + least + " to " + most);
    return standard;
  }

  boolean flag(String name, boolean standard) {
    String value = normalized(text(name, standard));
    if (value == null) {
      return standard;
    }
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default -> {
        error(name + " is '" + shown(value) + "': expected true or false");
        yield standard;
      }
    };
  }

  <E extends Enum<E>> E choice(String name, E standard) {
    String value = text(name, standard);
    if (value == null) {
      return standard;
    }
    E found = find(standard.getDeclaringClass(), value);
    if (found == null) {
      error(name + " is '" + shown(value) + "': expected one of " + names(standard));
      return standard;
    }
    return found;
  }

  <E extends Enum<E>> Set<E> choices(String name, Class<E> type) {
    EnumSet<E> chosen = EnumSet.noneOf(type);
    String value = text(name, new All(type));
    if (value == null) {
      return EnumSet.allOf(type);
    }
    int start = 0;
    while (start <= value.length()) {
      int comma = value.indexOf(',', start);
      int end = comma < 0 ? value.length() : comma;
      E found = find(type, value.substring(start, end).strip());
      if (found == null) {
        error(
            name
                + " is '"
                + shown(value)
                + "': expected a comma-separated list of "
                + names(type.getEnumConstants()[0]));
        return EnumSet.allOf(type);
      }
      chosen.add(found);
      start = end + 1;
    }
    return chosen;
  }

  /// The default of a list: all constants, written as in the variable.
  private record All(Class<? extends Enum<?>> type) {
    @Override
    public String toString() {
      StringBuilder list = new StringBuilder();
      for (Enum<?> constant : type.getEnumConstants()) {
        list.append(list.isEmpty() ? "" : ",").append(textOf(constant));
      }
      return list.toString();
    }
  }

  /// At most 64 characters of a value, control characters shown as `?`, for a log line.
  static String shown(String value) {
    StringBuilder safe = new StringBuilder();
    for (int i = 0; i < Math.min(value.length(), 64); i++) {
      char c = value.charAt(i);
      safe.append(c < ' ' || c == 127 ? '?' : c);
    }
    return value.length() > 64 ? safe.append('…').toString() : safe.toString();
  }

  static @Nullable String normalized(@Nullable String value) {
    return value == null ? null : value.strip().toLowerCase(Locale.ROOT);
  }

  static <E extends Enum<E>> @Nullable E find(Class<E> type, String value) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equalsIgnoreCase(value)) {
        return constant;
      }
    }
    return null;
  }

  private static <E extends Enum<E>> String names(E any) {
    StringBuilder names = new StringBuilder();
    for (E constant : any.getDeclaringClass().getEnumConstants()) {
      names.append(names.isEmpty() ? "" : ", ").append(constant.name().toLowerCase(Locale.ROOT));
    }
    return names.toString();
  }
}
