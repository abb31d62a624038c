/// The AWS Regions that there are.
@NullMarked
package ai.openobserve.lambda.cdk.region;

import org.jspecify.annotations.NullMarked;
