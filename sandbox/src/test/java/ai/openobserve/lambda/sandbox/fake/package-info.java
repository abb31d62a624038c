@NullMarked
package ai.openobserve.lambda.sandbox.fake;

import org.jspecify.annotations.NullMarked;
