/// Search like OpenObserve's: stored records are flattened into the columns of a table, and its SQL
/// runs on them. Start at [ai.openobserve.lambda.sandbox.sink.search.SqlSearch].
@NullMarked
package ai.openobserve.lambda.sandbox.sink.search;

import org.jspecify.annotations.NullMarked;
