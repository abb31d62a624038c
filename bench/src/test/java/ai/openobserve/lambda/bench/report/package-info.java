@NullMarked
package ai.openobserve.lambda.bench.report;

import org.jspecify.annotations.NullMarked;
