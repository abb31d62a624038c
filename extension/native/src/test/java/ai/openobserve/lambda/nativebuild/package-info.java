@NullMarked
package ai.openobserve.lambda.nativebuild;

import org.jspecify.annotations.NullMarked;
