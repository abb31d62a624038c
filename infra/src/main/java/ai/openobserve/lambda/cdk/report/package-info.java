/// Collects problems, so that the user sees all of them at once.
@NullMarked
package ai.openobserve.lambda.cdk.report;

import org.jspecify.annotations.NullMarked;
