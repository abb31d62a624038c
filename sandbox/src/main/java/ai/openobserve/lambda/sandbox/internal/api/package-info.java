/// The HTTP server behind `AWS_LAMBDA_RUNTIME_API`: Runtime, Extensions and Telemetry API.
@NullMarked
package ai.openobserve.lambda.sandbox.internal.api;

import org.jspecify.annotations.NullMarked;
