/// The alerts, in the newer and in the older form of the API.
@NullMarked
package ai.openobserve.lambda.openobserve.alert;

import org.jspecify.annotations.NullMarked;
