/// The CDK construct that sends telemetry from Lambda functions to OpenObserve, and the stack that
/// publishes its layer.
@NullMarked
package ai.openobserve.lambda.cdk;

import org.jspecify.annotations.NullMarked;
