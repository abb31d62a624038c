/// One generation of an environment: its agents, its processes, what they print and what the
/// platform reports.
@NullMarked
package ai.openobserve.lambda.sandbox.internal.environment;

import org.jspecify.annotations.NullMarked;
