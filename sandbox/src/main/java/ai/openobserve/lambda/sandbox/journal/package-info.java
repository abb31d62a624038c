/// Append-only lists of events that tests can wait on.
@NullMarked
package ai.openobserve.lambda.sandbox.journal;

import org.jspecify.annotations.NullMarked;
