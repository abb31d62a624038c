/// This repository's CDK app: the layer stacks and the examples.
@NullMarked
package ai.openobserve.lambda.cdk.app;

import org.jspecify.annotations.NullMarked;
