/// An OpenObserve that keeps what it receives, answers like the real one, and fails on demand.
/// Start at [ai.openobserve.lambda.sandbox.sink.OpenObserveSink].
@NullMarked
package ai.openobserve.lambda.sandbox.sink;

import org.jspecify.annotations.NullMarked;
