/// The extension's own lines on standard output, which CloudWatch keeps.
@NullMarked
package ai.openobserve.lambda.extension.log;

import org.jspecify.annotations.NullMarked;
