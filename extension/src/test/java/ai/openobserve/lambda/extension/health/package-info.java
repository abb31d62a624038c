@NullMarked
package ai.openobserve.lambda.extension.health;

import org.jspecify.annotations.NullMarked;
