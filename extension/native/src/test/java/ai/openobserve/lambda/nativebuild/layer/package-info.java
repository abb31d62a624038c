@NullMarked
package ai.openobserve.lambda.nativebuild.layer;

import org.jspecify.annotations.NullMarked;
