/// The extension itself: `Main` wires everything, `Extension` follows the events of Lambda.
@NullMarked
package ai.openobserve.lambda.extension;

import org.jspecify.annotations.NullMarked;
