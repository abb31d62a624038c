@NullMarked
package ai.openobserve.lambda.demo.run;

import org.jspecify.annotations.NullMarked;
