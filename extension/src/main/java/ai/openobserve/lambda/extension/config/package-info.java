/// The configuration read from the environment: every `O2_` variable, validated together.
@NullMarked
package ai.openobserve.lambda.extension.config;

import org.jspecify.annotations.NullMarked;
