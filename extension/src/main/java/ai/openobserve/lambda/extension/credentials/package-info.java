/// The `Authorization` header: given directly, or read from Secrets Manager or Parameter Store at
/// run time.
@NullMarked
package ai.openobserve.lambda.extension.credentials;

import org.jspecify.annotations.NullMarked;
