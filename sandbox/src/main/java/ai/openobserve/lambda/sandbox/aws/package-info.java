/// Secrets Manager and Systems Manager Parameter Store, as far as functions read secrets from them.
@NullMarked
package ai.openobserve.lambda.sandbox.aws;

import org.jspecify.annotations.NullMarked;
