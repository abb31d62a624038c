/// The bounded buffer of records waiting for delivery, and the ledger that accounts for each of
/// them.
@NullMarked
package ai.openobserve.lambda.extension.buffer;

import org.jspecify.annotations.NullMarked;
