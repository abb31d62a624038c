/// Programs under the stopwatch: when they begin, what they use, how much memory they take.
@NullMarked
package ai.openobserve.lambda.bench.process;

import org.jspecify.annotations.NullMarked;
