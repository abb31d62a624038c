/// What was done and found, for people.
@NullMarked
package ai.openobserve.lambda.openobserve.report;

import org.jspecify.annotations.NullMarked;
