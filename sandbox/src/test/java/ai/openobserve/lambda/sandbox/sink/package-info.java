@NullMarked
package ai.openobserve.lambda.sandbox.sink;

import org.jspecify.annotations.NullMarked;
