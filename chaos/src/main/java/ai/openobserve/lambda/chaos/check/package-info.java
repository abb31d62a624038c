/// What must hold under every fault.
@NullMarked
package ai.openobserve.lambda.chaos.check;

import org.jspecify.annotations.NullMarked;
