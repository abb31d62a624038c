/// What describes an environment, and what its phases result in: the values that tests give and
/// read.
@NullMarked
package ai.openobserve.lambda.sandbox.model;

import org.jspecify.annotations.NullMarked;
