/// Records that wait for delivery, bounded, and the ledger that accounts for each of them.
@NullMarked
package ai.openobserve.lambda.extension.buffer;

import org.jspecify.annotations.NullMarked;
