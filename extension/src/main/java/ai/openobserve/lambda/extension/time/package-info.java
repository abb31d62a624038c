/// Time in a process that may be frozen: clocks, deadlines, and the only way to wait.
@NullMarked
package ai.openobserve.lambda.extension.time;

import org.jspecify.annotations.NullMarked;
