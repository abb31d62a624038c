/// The Telemetry API: delivers events to subscribers in batches.
@NullMarked
package ai.openobserve.lambda.sandbox.internal.telemetry;

import org.jspecify.annotations.NullMarked;
