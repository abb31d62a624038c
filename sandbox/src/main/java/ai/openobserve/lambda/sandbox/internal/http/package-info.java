/// The HTTP server under the sandbox and the sink: long polls are cheap, connections can be cut at
/// any point.
@NullMarked
package ai.openobserve.lambda.sandbox.internal.http;

import org.jspecify.annotations.NullMarked;
