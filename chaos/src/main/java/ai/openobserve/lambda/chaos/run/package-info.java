/// Carries a plan out with the built extension, and keeps what was seen.
@NullMarked
package ai.openobserve.lambda.chaos.run;

import org.jspecify.annotations.NullMarked;
