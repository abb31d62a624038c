/// The static executable: its C libraries, the classes of the target, the image builder's command
/// line, and the checks of what comes out.
@NullMarked
package ai.openobserve.lambda.nativebuild.image;

import org.jspecify.annotations.NullMarked;
