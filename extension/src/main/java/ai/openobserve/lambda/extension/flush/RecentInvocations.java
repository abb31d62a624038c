package ai.openobserve.lambda.extension.flush;

import java.time.Duration;

/// What the choice of a strategy is based on.
///
/// @param inLastMinute invocations that began in the last minute, this one included
/// @param gap time from the end of the previous one to the start of this one, frozen time included
/// @param lastRun how long the previous one ran
/// @param endUnseen whether telemetry no longer reports when invocations are done
public record RecentInvocations(
    int inLastMinute, Duration gap, Duration lastRun, boolean endUnseen) {}
