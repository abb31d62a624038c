@NullMarked
package ai.openobserve.lambda.nativebuild.image;

import org.jspecify.annotations.NullMarked;
