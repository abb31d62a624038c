/// The phases of an environment, and the order in which they come.
@NullMarked
package ai.openobserve.lambda.sandbox.internal.lifecycle;

import org.jspecify.annotations.NullMarked;
