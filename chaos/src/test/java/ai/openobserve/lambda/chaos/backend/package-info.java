@NullMarked
package ai.openobserve.lambda.chaos.backend;

import org.jspecify.annotations.NullMarked;
