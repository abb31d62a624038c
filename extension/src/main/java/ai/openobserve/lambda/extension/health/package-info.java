/// `--health-check`: from the configuration to a record found by a search, one class per step.
@NullMarked
package ai.openobserve.lambda.extension.health;

import org.jspecify.annotations.NullMarked;
