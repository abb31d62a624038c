@NullMarked
package ai.openobserve.lambda.demo.program;

import org.jspecify.annotations.NullMarked;
