/// What the demo writes on the terminal.
@NullMarked
package ai.openobserve.lambda.demo.page;

import org.jspecify.annotations.NullMarked;
