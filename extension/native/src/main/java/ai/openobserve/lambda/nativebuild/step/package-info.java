/// The machinery of every step: folders named by the digest of their inputs, calls to programs, and
/// progress for the user.
@NullMarked
package ai.openobserve.lambda.nativebuild.step;

import org.jspecify.annotations.NullMarked;
