/// The records that OpenObserve gets: written from the byte ranges of an event, in the shape
/// configured.
@NullMarked
package ai.openobserve.lambda.extension.record;

import org.jspecify.annotations.NullMarked;
