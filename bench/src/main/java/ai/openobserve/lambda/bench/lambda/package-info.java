/// The side of Lambda that a benchmark needs: as little as possible, so that it does not measure
/// itself.
@NullMarked
package ai.openobserve.lambda.bench.lambda;

import org.jspecify.annotations.NullMarked;
