/// The secrets and parameters that functions read their credential from at run time, and the access
/// they need. Internal: users need only the package above.
@NullMarked
package ai.openobserve.lambda.cdk.credential;

import org.jspecify.annotations.NullMarked;
