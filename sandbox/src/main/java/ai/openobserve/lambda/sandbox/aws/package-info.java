/// Secrets Manager and Systems Manager Parameter Store, as far as a function reads secrets there.
@NullMarked
package ai.openobserve.lambda.sandbox.aws;

import org.jspecify.annotations.NullMarked;
