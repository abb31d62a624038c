package ai.openobserve.lambda.extension;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/// The two clocks, handed down from [Main] alone.
///
/// @param wall what deadlines and timestamps are in
/// @param nanos what durations are measured with
record Clocks(InstantSource wall, LongSupplier nanos) {}
