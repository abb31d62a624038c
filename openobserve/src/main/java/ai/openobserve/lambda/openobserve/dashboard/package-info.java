/// The dashboards: read from their definitions, written as OpenObserve takes them, compared with
/// what is there.
@NullMarked
package ai.openobserve.lambda.openobserve.dashboard;

import org.jspecify.annotations.NullMarked;
