/// How to deliver: one request, one outcome, retries within the deadline at hand.
@NullMarked
package ai.openobserve.lambda.extension.delivery;

import org.jspecify.annotations.NullMarked;
