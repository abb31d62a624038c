/// The phases of an environment, and their order.
@NullMarked
package ai.openobserve.lambda.sandbox.internal.lifecycle;

import org.jspecify.annotations.NullMarked;
