package ai.openobserve.lambda.cdk.check;

import ai.openobserve.lambda.cdk.layer.ExtensionArchitecture;
import software.amazon.awscdk.services.lambda.ILayerVersion;

/// The layer version for a function.
///
/// @param architecture of the function, and so of the layer
record Attached(ExtensionArchitecture architecture, ILayerVersion version) {}
