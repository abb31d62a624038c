/// What keeps a credential that functions read at run time, and how they get to read it. Internal:
/// users need the package above.
@NullMarked
package ai.openobserve.lambda.cdk.credential;

import org.jspecify.annotations.NullMarked;
