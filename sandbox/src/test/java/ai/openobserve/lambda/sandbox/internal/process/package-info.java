@NullMarked
package ai.openobserve.lambda.sandbox.internal.process;

import org.jspecify.annotations.NullMarked;
