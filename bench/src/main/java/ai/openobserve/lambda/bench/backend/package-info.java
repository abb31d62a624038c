/// The backends that records are delivered to: fast, slow, far away, encrypted.
@NullMarked
package ai.openobserve.lambda.bench.backend;

import org.jspecify.annotations.NullMarked;
