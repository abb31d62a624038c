@NullMarked
package ai.openobserve.lambda.chaos.plan;

import org.jspecify.annotations.NullMarked;
