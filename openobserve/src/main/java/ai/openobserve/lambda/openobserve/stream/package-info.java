/// A stream as it is: its columns, their types, what full-text search looks into.
@NullMarked
package ai.openobserve.lambda.openobserve.stream;

import org.jspecify.annotations.NullMarked;
