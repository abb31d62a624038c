/// Metrics of invocations and of our own delivery, if enabled. They are sent beside the records,
/// with a buffer, a ledger and a flusher of their own, so that no failure of theirs affects a
/// record. Start at [ai.openobserve.lambda.extension.metrics.Metrics].
@NullMarked
package ai.openobserve.lambda.extension.metrics;

import org.jspecify.annotations.NullMarked;
