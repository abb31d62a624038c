/// What a run does, made from its seed alone.
@NullMarked
package ai.openobserve.lambda.chaos.plan;

import org.jspecify.annotations.NullMarked;
