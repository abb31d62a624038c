/// The requests to OpenObserve, and what they fail with.
@NullMarked
package ai.openobserve.lambda.openobserve.api;

import org.jspecify.annotations.NullMarked;
