/// The subset of HTTP/1.1 that Lambda's local APIs need, over plain sockets.
@NullMarked
package ai.openobserve.lambda.extension.http;

import org.jspecify.annotations.NullMarked;
