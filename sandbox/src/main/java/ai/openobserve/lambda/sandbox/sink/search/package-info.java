/// Search as OpenObserve offers it: stored records flattened into the columns of a table, and its
/// SQL run on them. Start at [ai.openobserve.lambda.sandbox.sink.search.SqlSearch].
@NullMarked
package ai.openobserve.lambda.sandbox.sink.search;

import org.jspecify.annotations.NullMarked;
