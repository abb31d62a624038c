@NullMarked
package ai.openobserve.lambda.sandbox.handler;

import org.jspecify.annotations.NullMarked;
