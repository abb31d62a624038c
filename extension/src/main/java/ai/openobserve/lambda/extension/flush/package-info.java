/// When to deliver: the policy, a pure function, and the flusher that carries it out.
@NullMarked
package ai.openobserve.lambda.extension.flush;

import org.jspecify.annotations.NullMarked;
