/// From an event to the buffer: filtered, redacted, encoded, or kept until its invocation ends.
@NullMarked
package ai.openobserve.lambda.extension.intake;

import org.jspecify.annotations.NullMarked;
