/// JSON as ranges of bytes: where values and members begin and end, without trees and strings; and
/// our own text inside JSON strings.
@NullMarked
package ai.openobserve.lambda.extension.json;

import org.jspecify.annotations.NullMarked;
