/// The zip that Lambda accepts, with its notices and its bill of materials.
@NullMarked
package ai.openobserve.lambda.nativebuild.layer;

import org.jspecify.annotations.NullMarked;
