/// Types that the sandbox's packages share but its users never see.
@NullMarked
package ai.openobserve.lambda.sandbox.internal.model;

import org.jspecify.annotations.NullMarked;
