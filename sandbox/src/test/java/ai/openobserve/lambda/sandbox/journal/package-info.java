@NullMarked
package ai.openobserve.lambda.sandbox.journal;

import org.jspecify.annotations.NullMarked;
