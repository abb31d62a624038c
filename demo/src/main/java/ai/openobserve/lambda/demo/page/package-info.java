/// The demo's terminal output.
@NullMarked
package ai.openobserve.lambda.demo.page;

import org.jspecify.annotations.NullMarked;
