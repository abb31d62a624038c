@NullMarked
package ai.openobserve.lambda.sandbox.cli;

import org.jspecify.annotations.NullMarked;
