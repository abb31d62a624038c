@NullMarked
package ai.openobserve.lambda.bench;

import org.jspecify.annotations.NullMarked;
