@NullMarked
package ai.openobserve.lambda.sandbox.view;

import org.jspecify.annotations.NullMarked;
