package com.example.shop;

import ai.openobserve.lambda.cdk.OpenObserveAuthorization;
import ai.openobserve.lambda.cdk.OpenObserveLayer;
import java.util.List;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.Runtime;
import software.constructs.Construct;

/// Two ordinary functions of the team, whose logs go to OpenObserve.
final class ShopStack extends Stack {
  ShopStack(Construct scope, String id) {
    super(scope, id);
    OpenObserveLayer openObserve =
        OpenObserveLayer.Builder.create(this, "OpenObserve")
            .organizationId("acme")
            .stream("shop")
            .authorization(OpenObserveAuthorization.atRuntimeSecret("openobserve/authorization"))
            .build();
    for (Architecture architecture : List.of(Architecture.X86_64, Architecture.ARM_64)) {
      openObserve.addTo(
          Function.Builder.create(this, "Orders-" + architecture.getName())
              .runtime(Runtime.PYTHON_3_14)
              .architecture(architecture)
              .handler("orders.handler")
              .code(Code.fromAsset("functions/orders"))
              .build());
    }
  }
}
