/// An OpenObserve that keeps what it is sent, answers as the real one does and fails on demand.
/// Start at [ai.openobserve.lambda.sandbox.sink.OpenObserveSink].
@NullMarked
package ai.openobserve.lambda.sandbox.sink;

import org.jspecify.annotations.NullMarked;
