@NullMarked
package ai.openobserve.lambda.bench.process;

import org.jspecify.annotations.NullMarked;
