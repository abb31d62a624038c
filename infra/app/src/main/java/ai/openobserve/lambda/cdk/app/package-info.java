/// The CDK app of this repository: the layer stacks and the examples.
@NullMarked
package ai.openobserve.lambda.cdk.app;

import org.jspecify.annotations.NullMarked;
