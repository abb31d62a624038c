/// The `Authorization` header: given, or read from Secrets Manager or Parameter Store while the
/// function works.
@NullMarked
package ai.openobserve.lambda.extension.credentials;

import org.jspecify.annotations.NullMarked;
