/// Lists of what has happened that can be waited on.
@NullMarked
package ai.openobserve.lambda.sandbox.journal;

import org.jspecify.annotations.NullMarked;
