package ai.openobserve.lambda.extension.flush;

import java.time.Duration;

/// What the choice of a strategy is made from.
///
/// @param inLastMinute invocations that began in the last minute, this one included
/// @param gap between the end of the one before and the start of this one, frozen or not
/// @param lastRun how long the one before ran
/// @param endUnseen whether the telemetry has stopped telling when invocations are done
public record RecentInvocations(
    int inLastMinute, Duration gap, Duration lastRun, boolean endUnseen) {}
