/// Everything that comes from outside, pinned and verified: the JDK, the compiler, the image
/// builder and the sources.
@NullMarked
package ai.openobserve.lambda.nativebuild.fetch;

import org.jspecify.annotations.NullMarked;
