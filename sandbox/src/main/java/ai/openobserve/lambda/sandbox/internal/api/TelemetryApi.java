package ai.openobserve.lambda.sandbox.internal.api;

import ai.openobserve.lambda.sandbox.internal.environment.ExtensionAgent;
import ai.openobserve.lambda.sandbox.internal.environment.PlatformEvents;
import ai.openobserve.lambda.sandbox.internal.http.HttpAnswer;
import ai.openobserve.lambda.sandbox.internal.http.HttpExchange;
import ai.openobserve.lambda.sandbox.internal.model.LambdaError;
import ai.openobserve.lambda.sandbox.internal.telemetry.Subscription;
import ai.openobserve.lambda.sandbox.internal.telemetry.TelemetryHub;
import java.io.IOException;

/// The Telemetry API: subscriptions.
///
/// @see <a
///   href="https://docs.aws.amazon.com/lambda/latest/dg/telemetry-api-reference.html">Telemetry
///   API</a>
record TelemetryApi(TelemetryHub telemetry, PlatformEvents platform) {

  /// Subscribes an extension.
  ///
  /// @throws LambdaError if the emulator does not support it, it violates the schema, or init is
  ///   over
  HttpAnswer subscribe(HttpExchange exchange, ExtensionAgent agent)
      throws LambdaError, IOException {
    Subscription subscription = telemetry.subscribe(agent.name(), exchange.text());
    platform.telemetrySubscription(agent.name(), subscription.types());
    return HttpAnswer.json(200, "\"OK\"");
  }
}
