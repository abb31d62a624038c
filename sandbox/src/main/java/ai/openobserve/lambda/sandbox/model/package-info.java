/// The values that tests pass in and read: descriptions of an environment, and results of its
/// phases.
@NullMarked
package ai.openobserve.lambda.sandbox.model;

import org.jspecify.annotations.NullMarked;
