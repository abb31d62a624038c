/// Tests of the set-up, its dashboards and its queries.
@NullMarked
package ai.openobserve.lambda.openobserve;

import org.jspecify.annotations.NullMarked;
