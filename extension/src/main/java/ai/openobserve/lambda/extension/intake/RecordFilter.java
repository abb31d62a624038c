package ai.openobserve.lambda.extension.intake;

import ai.openobserve.lambda.extension.config.FilterOptions;
import ai.openobserve.lambda.extension.config.RecordLevel;
import ai.openobserve.lambda.extension.json.JsonScanner;
import ai.openobserve.lambda.extension.json.Unescaped;
import ai.openobserve.lambda.extension.record.EventRanges;
import ai.openobserve.lambda.extension.record.Source;
import com.google.re2j.Pattern;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Decides which records of functions and extensions are sent: by the configured pattern and, for
/// functions, by level. Platform records are never filtered; `O2_TELEMETRY_TYPES` can leave them
/// out as a whole. Not thread-safe.
final class RecordFilter {
  private final @Nullable Pattern exclude;
  private final @Nullable RecordLevel minLevel;
  private final boolean debugOnError;
  private final LevelOfRecord levels = new LevelOfRecord();
  private final Unescaped plain = new Unescaped();

  enum Verdict {
    SEND,
    EXCLUDE,
    /// To be sent if the invocation fails.
    KEEP
  }

  RecordFilter(FilterOptions options) {
    this.exclude = options.exclude();
    this.minLevel = options.minLevel();
    this.debugOnError = options.debugOnError();
  }

  Verdict judge(JsonScanner json, EventRanges event, Source source) {
    Pattern pattern = exclude;
    if (pattern != null && pattern.matcher(text(json, event.record)).find()) {
      return Verdict.EXCLUDE;
    }
    RecordLevel least = minLevel;
    if (least == null || source != Source.FUNCTION) {
      return Verdict.SEND;
    }
    RecordLevel level = levels.of(json, event.record);
    if (level == null || level.compareTo(least) >= 0) {
      return Verdict.SEND;
    }
    return debugOnError ? Verdict.KEEP : Verdict.EXCLUDE;
  }

  /// Text as it was printed, anything else as JSON.
  private byte[] text(JsonScanner json, EventRanges.Range record) {
    boolean text = json.has(record.start, '"') && !record.isEmpty();
    return text && plain.read(json.bytes, record.start + 1, record.end - 1)
        ? Arrays.copyOf(plain.bytes(), plain.length())
        : Arrays.copyOfRange(json.bytes, record.start, record.end);
  }
}
