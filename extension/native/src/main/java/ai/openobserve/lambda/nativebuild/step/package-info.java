/// The machinery of every step: folders named by the digest of their inputs, programs that are
/// called, and what the user sees of it.
@NullMarked
package ai.openobserve.lambda.nativebuild.step;

import org.jspecify.annotations.NullMarked;
