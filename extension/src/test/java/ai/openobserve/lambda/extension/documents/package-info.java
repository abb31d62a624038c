/// Holds the documents to the code.
@NullMarked
package ai.openobserve.lambda.extension.documents;

import org.jspecify.annotations.NullMarked;
