/// Compiles the extension to one static executable per architecture and packs it as a Lambda layer.
/// The program runs steps: each produces a folder from inputs, and runs again only when an input
/// has changed.
@NullMarked
package ai.openobserve.lambda.nativebuild;

import org.jspecify.annotations.NullMarked;
