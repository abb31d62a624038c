/// Lambda's Extensions API and Telemetry subscription, as a client.
@NullMarked
package ai.openobserve.lambda.extension.lambda;

import org.jspecify.annotations.NullMarked;
