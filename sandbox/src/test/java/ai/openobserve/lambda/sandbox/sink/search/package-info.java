@NullMarked
package ai.openobserve.lambda.sandbox.sink.search;

import org.jspecify.annotations.NullMarked;
