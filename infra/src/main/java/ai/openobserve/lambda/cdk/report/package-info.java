/// Gathers what is wrong, so that a person reads all of it at once.
@NullMarked
package ai.openobserve.lambda.cdk.report;

import org.jspecify.annotations.NullMarked;
