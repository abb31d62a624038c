/// Sets OpenObserve up for the records of Lambda functions: stream settings, dashboards, alerts.
/// Start at [ai.openobserve.lambda.openobserve.SetUp].
@NullMarked
package ai.openobserve.lambda.openobserve;

import org.jspecify.annotations.NullMarked;
