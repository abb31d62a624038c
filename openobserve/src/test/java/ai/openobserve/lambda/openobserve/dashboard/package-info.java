@NullMarked
package ai.openobserve.lambda.openobserve.dashboard;

import org.jspecify.annotations.NullMarked;
