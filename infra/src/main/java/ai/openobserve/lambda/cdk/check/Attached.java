package ai.openobserve.lambda.cdk.check;

import ai.openobserve.lambda.cdk.layer.ExtensionArchitecture;
import software.amazon.awscdk.services.lambda.ILayerVersion;

/// The layer version for a function.
///
/// @param architecture the function's, and so the layer's
record Attached(ExtensionArchitecture architecture, ILayerVersion version) {}
