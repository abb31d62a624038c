package ai.openobserve.lambda.cdk.report;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Arguments of the public API. Callers do not check nulls as this build does, and an exception
/// without words helps none of them.
public final class Given {
  private Given() {}

  /// The value, which must be given.
  ///
  /// @param argument the call and the argument, for the message
  /// @throws IllegalArgumentException where it is null
  public static <T> T notNull(String argument, @Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException(argument + " is null");
    }
    return value;
  }

  /// The values, all of which must be given.
  ///
  /// @param arguments the call and the arguments, for the message
  /// @throws IllegalArgumentException where the array or one of its elements is null
  public static <T> List<T> noneNull(String arguments, T @Nullable [] values) {
    List<T> all = new ArrayList<>();
    for (T value : notNull(arguments, values)) {
      all.add(notNull("one of " + arguments, value));
    }
    return all;
  }
}
