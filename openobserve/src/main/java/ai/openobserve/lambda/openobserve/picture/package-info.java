/// Dashboards drawn as SVG, from the same queries that OpenObserve's own page asks.
@NullMarked
package ai.openobserve.lambda.openobserve.picture;

import org.jspecify.annotations.NullMarked;
