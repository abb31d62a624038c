/// The backend of a run: the sandbox's OpenObserve, and a relay in front of it that fails below
/// HTTP.
@NullMarked
package ai.openobserve.lambda.chaos.backend;

import org.jspecify.annotations.NullMarked;
