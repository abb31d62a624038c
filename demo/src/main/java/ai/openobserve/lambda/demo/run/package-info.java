/// One function's run beside the extension, and the destination of its records.
@NullMarked
package ai.openobserve.lambda.demo.run;

import org.jspecify.annotations.NullMarked;
