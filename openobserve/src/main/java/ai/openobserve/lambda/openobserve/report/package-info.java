/// The report: what was done and found.
@NullMarked
package ai.openobserve.lambda.openobserve.report;

import org.jspecify.annotations.NullMarked;
