/// An example function for Lambda's Java runtime.
@NullMarked
package ai.openobserve.lambda.examples.orders;

import org.jspecify.annotations.NullMarked;
