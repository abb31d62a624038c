/// Metrics of invocations and of our own delivery, where they are asked for. They travel beside the
/// records, with a buffer, a ledger and a flusher of their own, so that nothing that happens to
/// them happens to a record. Start at [ai.openobserve.lambda.extension.metrics.Metrics].
@NullMarked
package ai.openobserve.lambda.extension.metrics;

import org.jspecify.annotations.NullMarked;
