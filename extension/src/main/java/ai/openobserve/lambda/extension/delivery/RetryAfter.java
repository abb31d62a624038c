package ai.openobserve.lambda.extension.delivery;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The `Retry-After` header. Dates are ignored: servers that shed load send seconds, and the clock
/// of a thawed environment cannot be trusted.
final class RetryAfter {
  private static final long MOST_SECONDS = 900;

  private RetryAfter() {}

  static Duration of(@Nullable String header) {
    if (header == null) {
      return Duration.ZERO;
    }
    try {
      return Duration.ofSeconds(Math.clamp(Long.parseLong(header.strip()), 0, MOST_SECONDS));
    } catch (NumberFormatException e) {
      return Duration.ZERO;
    }
  }
}
