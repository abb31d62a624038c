/// Lists and deletes layer versions, which pile up because published ones are retained.
@NullMarked
package ai.openobserve.lambda.cdk.versions;

import org.jspecify.annotations.NullMarked;
