@NullMarked
package ai.openobserve.lambda.bench.measure;

import org.jspecify.annotations.NullMarked;
