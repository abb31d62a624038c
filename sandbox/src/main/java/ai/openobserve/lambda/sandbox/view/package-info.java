/// A page that shows in a browser what happens in sandboxes and their sink, while it happens. Start
/// at [ai.openobserve.lambda.sandbox.view.LiveView].
@NullMarked
package ai.openobserve.lambda.sandbox.view;

import org.jspecify.annotations.NullMarked;
