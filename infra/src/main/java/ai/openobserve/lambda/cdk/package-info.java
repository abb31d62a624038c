/// The CDK construct that sends the telemetry of Lambda functions to OpenObserve, and the stack
/// that publishes its layer.
@NullMarked
package ai.openobserve.lambda.cdk;

import org.jspecify.annotations.NullMarked;
