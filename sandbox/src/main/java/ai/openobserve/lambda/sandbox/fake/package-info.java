/// A scripted Runtime API for tests of one room, where [ai.openobserve.lambda.sandbox.Sandbox]
/// would be too faithful: it answers whatever the test wants answered, and refuses nothing.
@NullMarked
package ai.openobserve.lambda.sandbox.fake;

import org.jspecify.annotations.NullMarked;
