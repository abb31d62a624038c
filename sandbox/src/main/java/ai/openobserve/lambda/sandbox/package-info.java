/// A local Lambda execution environment: Runtime, Extensions and Telemetry API, driving real
/// extension and function processes through the phases init, invoke and shutdown. Start at
/// [ai.openobserve.lambda.sandbox.Sandbox].
@NullMarked
package ai.openobserve.lambda.sandbox;

import org.jspecify.annotations.NullMarked;
