@NullMarked
package ai.openobserve.lambda.bench.backend;

import org.jspecify.annotations.NullMarked;
