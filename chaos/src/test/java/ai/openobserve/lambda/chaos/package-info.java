@NullMarked
package ai.openobserve.lambda.chaos;

import org.jspecify.annotations.NullMarked;
