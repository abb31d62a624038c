@NullMarked
package ai.openobserve.lambda.nativebuild.fetch;

import org.jspecify.annotations.NullMarked;
