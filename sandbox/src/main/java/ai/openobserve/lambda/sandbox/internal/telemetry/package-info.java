/// The Telemetry API: events go to subscribers in batches.
@NullMarked
package ai.openobserve.lambda.sandbox.internal.telemetry;

import org.jspecify.annotations.NullMarked;
