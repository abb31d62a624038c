@NullMarked
package ai.openobserve.lambda.sandbox.internal.environment;

import org.jspecify.annotations.NullMarked;
