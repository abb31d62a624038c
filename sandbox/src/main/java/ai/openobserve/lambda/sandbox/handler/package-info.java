/// Handlers in the languages of Lambda's managed runtimes, run on this machine: a loop that calls
/// the Runtime API as the managed runtime does, and the interpreter for it.
@NullMarked
package ai.openobserve.lambda.sandbox.handler;

import org.jspecify.annotations.NullMarked;
