/// Benchmarks of the extension as whole processes, against references that run in the same minutes
/// on the same machine.
@NullMarked
package ai.openobserve.lambda.bench;

import org.jspecify.annotations.NullMarked;
