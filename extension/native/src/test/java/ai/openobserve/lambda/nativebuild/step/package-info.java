@NullMarked
package ai.openobserve.lambda.nativebuild.step;

import org.jspecify.annotations.NullMarked;
