/// The types that the packages of the sandbox share and its users never see.
@NullMarked
package ai.openobserve.lambda.sandbox.internal.model;

import org.jspecify.annotations.NullMarked;
