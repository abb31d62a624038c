package ai.openobserve.lambda.cdk.report;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Checks arguments of the public API for null. Callers' builds may not, and a bare
/// NullPointerException would not help them.
public final class Given {
  private Given() {}

  /// Returns the value.
  ///
  /// @param argument the call and the argument, for the message
  /// @throws IllegalArgumentException if it is null
  public static <T> T notNull(String argument, @Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException(argument + " is null");
    }
    return value;
  }

  /// Returns the values.
  ///
  /// @param arguments the call and the arguments, for the message
  /// @throws IllegalArgumentException if the array or one of its elements is null
  public static <T> List<T> noneNull(String arguments, T @Nullable [] values) {
    List<T> all = new ArrayList<>();
    for (T value : notNull(arguments, values)) {
      all.add(notNull("one of " + arguments, value));
    }
    return all;
  }
}
