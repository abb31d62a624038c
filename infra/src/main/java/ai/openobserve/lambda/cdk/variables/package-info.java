/// The extension's variables and their limits. Internal: users need only the package above.
@NullMarked
package ai.openobserve.lambda.cdk.variables;

import org.jspecify.annotations.NullMarked;
