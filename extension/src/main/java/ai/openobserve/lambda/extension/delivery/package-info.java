/// How to deliver: one request, one outcome, and the back-off between attempts.
@NullMarked
package ai.openobserve.lambda.extension.delivery;

import org.jspecify.annotations.NullMarked;
