/// A web page that shows live what is happening in sandboxes and their sink. Start at
/// [ai.openobserve.lambda.sandbox.view.LiveView].
@NullMarked
package ai.openobserve.lambda.sandbox.view;

import org.jspecify.annotations.NullMarked;
