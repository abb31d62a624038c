/// The known AWS Regions.
@NullMarked
package ai.openobserve.lambda.cdk.region;

import org.jspecify.annotations.NullMarked;
