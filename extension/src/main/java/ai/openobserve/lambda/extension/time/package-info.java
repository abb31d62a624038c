/// Time as a frozen process sees it: clocks, deadlines, budgets, and the one way to wait.
@NullMarked
package ai.openobserve.lambda.extension.time;

import org.jspecify.annotations.NullMarked;
