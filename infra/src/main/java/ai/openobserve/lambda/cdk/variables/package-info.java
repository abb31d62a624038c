/// The variables of the extension and their limits. Internal: users need the package above.
@NullMarked
package ai.openobserve.lambda.cdk.variables;

import org.jspecify.annotations.NullMarked;
