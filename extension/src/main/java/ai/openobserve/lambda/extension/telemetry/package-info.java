/// Telemetry bodies in, records out: the listener acknowledges, the reader makes records of bytes.
@NullMarked
package ai.openobserve.lambda.extension.telemetry;

import org.jspecify.annotations.NullMarked;
