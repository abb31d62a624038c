/// A scripted Runtime API for tests of a single package, for which
/// [ai.openobserve.lambda.sandbox.Sandbox] is too faithful: it gives the answers that the test
/// scripts, and rejects nothing.
@NullMarked
package ai.openobserve.lambda.sandbox.fake;

import org.jspecify.annotations.NullMarked;
