/// Finds at synth what Lambda would reject. Internal: users need only the package above.
@NullMarked
package ai.openobserve.lambda.cdk.check;

import org.jspecify.annotations.NullMarked;
