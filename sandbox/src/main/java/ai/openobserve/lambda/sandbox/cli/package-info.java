/// The sandbox's command line.
@NullMarked
package ai.openobserve.lambda.sandbox.cli;

import org.jspecify.annotations.NullMarked;
