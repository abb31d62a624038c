@NullMarked
package ai.openobserve.lambda.chaos.check;

import org.jspecify.annotations.NullMarked;
