/// Tests of the example functions and the demo.
@NullMarked
package ai.openobserve.lambda.examples;

import org.jspecify.annotations.NullMarked;
