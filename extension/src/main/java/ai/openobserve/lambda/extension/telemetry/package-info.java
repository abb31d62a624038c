/// Telemetry bodies in, events out: the listener acknowledges, the reader finds the events.
@NullMarked
package ai.openobserve.lambda.extension.telemetry;

import org.jspecify.annotations.NullMarked;
