@NullMarked
package ai.openobserve.lambda.sandbox.internal.telemetry;

import org.jspecify.annotations.NullMarked;
