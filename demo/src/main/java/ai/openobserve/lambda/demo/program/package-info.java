/// The programs that the demo runs: the example functions and the extension, as built.
@NullMarked
package ai.openobserve.lambda.demo.program;

import org.jspecify.annotations.NullMarked;
