/// The demo: runs the example functions beside the extension in the sandbox, shows the records that
/// arrive, and compares what was printed with what was delivered. Start at
/// [ai.openobserve.lambda.demo.Demo].
@NullMarked
package ai.openobserve.lambda.demo;

import org.jspecify.annotations.NullMarked;
