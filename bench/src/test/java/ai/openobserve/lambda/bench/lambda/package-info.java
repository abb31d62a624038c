@NullMarked
package ai.openobserve.lambda.bench.lambda;

import org.jspecify.annotations.NullMarked;
