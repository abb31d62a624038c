package ai.openobserve.lambda.extension;

import ai.openobserve.lambda.extension.lambda.LambdaApi;
import ai.openobserve.lambda.extension.lambda.LambdaApiException;
import ai.openobserve.lambda.extension.lambda.LambdaEvent;

/// An extension that forwards nothing and costs nothing: it is switched off, or its configuration
/// is broken, which must not break the user's function. It has to stay registered all the same,
/// because an extension that exits fails the function.
final class IdleExtension {
  private final LambdaApi api;

  IdleExtension(LambdaApi api) {
    this.api = api;
  }

  /// Registers for SHUTDOWN alone, so that no invocation ever waits for us; returns when it comes.
  void run() throws LambdaApiException {
    api.registerForShutdown();
    LambdaEvent event = api.next();
    while (!(event instanceof LambdaEvent.Shutdown)) {
      event = api.next();
    }
  }

  /// Fails the init phase with the message.
  void fail(String message) throws LambdaApiException {
    api.registerForShutdown();
    api.initError("Extension.ConfigurationError", message);
  }
}
