/// JSON as ranges of bytes: where values and members begin and end, without a tree and without
/// Strings; and our own text inside a JSON string.
@NullMarked
package ai.openobserve.lambda.extension.json;

import org.jspecify.annotations.NullMarked;
