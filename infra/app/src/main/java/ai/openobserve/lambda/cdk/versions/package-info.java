/// Lists and deletes the layer versions that pile up, since published ones are retained.
@NullMarked
package ai.openobserve.lambda.cdk.versions;

import org.jspecify.annotations.NullMarked;
