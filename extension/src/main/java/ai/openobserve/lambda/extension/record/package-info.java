/// The records sent to OpenObserve: written from the byte ranges of an event, in the configured
/// shape.
@NullMarked
package ai.openobserve.lambda.extension.record;

import org.jspecify.annotations.NullMarked;
