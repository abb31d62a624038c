/// What Lambda would refuse, found at synth. Internal: users need the package above.
@NullMarked
package ai.openobserve.lambda.cdk.check;

import org.jspecify.annotations.NullMarked;
