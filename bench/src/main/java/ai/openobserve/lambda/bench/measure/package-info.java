/// The benchmarks: each measures some of the rows of BENCHMARKS.md.
@NullMarked
package ai.openobserve.lambda.bench.measure;

import org.jspecify.annotations.NullMarked;
