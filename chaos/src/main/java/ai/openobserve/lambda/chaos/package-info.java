/// The campaign: many seeded runs, a few at a time, and what is said about them.
@NullMarked
package ai.openobserve.lambda.chaos;

import org.jspecify.annotations.NullMarked;
