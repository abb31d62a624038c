/// The HTTP server that sandbox and sink use: long polls are cheap, and connections can be cut at
/// any point.
@NullMarked
package ai.openobserve.lambda.sandbox.internal.http;

import org.jspecify.annotations.NullMarked;
