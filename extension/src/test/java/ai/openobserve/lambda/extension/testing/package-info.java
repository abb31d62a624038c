/// What the unit tests have in common: settable clocks, a log to read, batches to send.
@NullMarked
package ai.openobserve.lambda.extension.testing;

import org.jspecify.annotations.NullMarked;
