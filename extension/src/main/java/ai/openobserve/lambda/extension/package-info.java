@NullMarked
package ai.openobserve.lambda.extension;

import org.jspecify.annotations.NullMarked;
