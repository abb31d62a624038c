/// A stream as found: its columns, their types, its searchable fields.
@NullMarked
package ai.openobserve.lambda.openobserve.stream;

import org.jspecify.annotations.NullMarked;
