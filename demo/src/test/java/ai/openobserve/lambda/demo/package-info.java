/// Tests of the example functions and the demo.
@NullMarked
package ai.openobserve.lambda.demo;

import org.jspecify.annotations.NullMarked;
