/// What people set up in OpenObserve beside its records: stream settings, dashboards, alerts. And
/// the search that dashboards ask. Start at
/// [ai.openobserve.lambda.sandbox.sink.management.ManagementApi].
@NullMarked
package ai.openobserve.lambda.sandbox.sink.management;

import org.jspecify.annotations.NullMarked;
