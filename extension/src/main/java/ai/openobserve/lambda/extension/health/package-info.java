/// `--health-check`: from the configuration to a record that is found again, a class per step.
@NullMarked
package ai.openobserve.lambda.extension.health;

import org.jspecify.annotations.NullMarked;
