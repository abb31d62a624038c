package ai.openobserve.lambda.extension;

import ai.openobserve.lambda.extension.lambda.LambdaApi;
import ai.openobserve.lambda.extension.lambda.LambdaApiException;
import ai.openobserve.lambda.extension.lambda.LambdaEvent;

/// An extension that forwards nothing and costs nothing, because it is disabled or because its
/// configuration is invalid, which must not break the user's function. It still has to stay
/// registered: an extension that exits fails the function.
final class IdleExtension {
  private final LambdaApi api;

  IdleExtension(LambdaApi api) {
    this.api = api;
  }

  /// Registers for SHUTDOWN only, so that no invocation ever waits for us. Returns on SHUTDOWN.
  void run() throws LambdaApiException {
    api.registerForShutdown();
    LambdaEvent event = api.next();
    while (!(event instanceof LambdaEvent.Shutdown)) {
      event = api.next();
    }
  }

  /// Fails the init phase with this message.
  void fail(String message) throws LambdaApiException {
    api.registerForShutdown();
    api.initError("Extension.ConfigurationError", message);
  }
}
