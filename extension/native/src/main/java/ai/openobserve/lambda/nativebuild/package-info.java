/// Compiles the extension to one static executable for each architecture and packs it as a Lambda
/// layer. A program of steps: each is a folder made from inputs, and made again only when an input
/// changed.
@NullMarked
package ai.openobserve.lambda.nativebuild;

import org.jspecify.annotations.NullMarked;
