/// Where the layer comes from: our own zips, published versions, SSM parameters. Internal: users
/// need only the package above.
@NullMarked
package ai.openobserve.lambda.cdk.layer;

import org.jspecify.annotations.NullMarked;
