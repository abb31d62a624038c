/// OpenObserve's management API: stream settings, dashboards, alerts, and the search behind
/// dashboards. Start at [ai.openobserve.lambda.sandbox.sink.management.ManagementApi].
@NullMarked
package ai.openobserve.lambda.sandbox.sink.management;

import org.jspecify.annotations.NullMarked;
