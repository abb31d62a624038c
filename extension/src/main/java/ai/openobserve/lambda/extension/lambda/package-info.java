/// A client of Lambda's Extensions API, including the subscription to telemetry.
@NullMarked
package ai.openobserve.lambda.extension.lambda;

import org.jspecify.annotations.NullMarked;
