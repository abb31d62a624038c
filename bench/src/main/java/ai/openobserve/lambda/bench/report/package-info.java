/// Figures on the terminal, in BENCHMARKS.md and as charts.
@NullMarked
package ai.openobserve.lambda.bench.report;

import org.jspecify.annotations.NullMarked;
