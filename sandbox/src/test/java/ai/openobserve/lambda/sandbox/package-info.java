@NullMarked
package ai.openobserve.lambda.sandbox;

import org.jspecify.annotations.NullMarked;
