/// Lambda's side, as far as a benchmark needs it: as little as possible, so that it does not
/// measure itself.
@NullMarked
package ai.openobserve.lambda.bench.lambda;

import org.jspecify.annotations.NullMarked;
