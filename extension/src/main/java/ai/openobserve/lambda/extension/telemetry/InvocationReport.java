package ai.openobserve.lambda.extension.telemetry;

import java.util.Locale;

/// What Lambda reports about an invocation in
/// [`platform.report`](https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html#platform-report).
/// A missing value is NaN.
///
/// @param micros when it was written, in microseconds since the epoch
/// @param errorType empty if there is none
public record InvocationReport(
    long micros,
    Status status,
    String errorType,
    double durationMs,
    double billedDurationMs,
    double initDurationMs,
    double restoreDurationMs,
    double memorySizeMb,
    double maxMemoryUsedMb) {

  /// How an invocation ended.
  public enum Status {
    SUCCESS,
    ERROR,
    FAILURE,
    TIMEOUT,
    /// A status unknown to this program.
    OTHER;

    private final String word = name().toLowerCase(Locale.ROOT);

    /// As Lambda writes it.
    public String word() {
      return word;
    }

    static Status of(String word) {
      for (Status status : values()) {
        if (status.word.equals(word)) {
          return status;
        }
      }
      return word.isEmpty() ? SUCCESS : OTHER;
    }
  }

  public boolean hasFailed() {
    return status != Status.SUCCESS;
  }

  /// From 0 to 1, or NaN if the report lacks a value.
  public double memoryUtilization() {
    return memorySizeMb > 0 ? maxMemoryUsedMb / memorySizeMb : Double.NaN;
  }

  /// Whether the function ran out of memory: Lambda says so, or it failed with all of it in use.
  public boolean isOutOfMemory() {
    return errorType.equals("Runtime.OutOfMemory") || (hasFailed() && memoryUtilization() >= 1);
  }

  public boolean isColdStart() {
    return !Double.isNaN(initDurationMs);
  }
}
