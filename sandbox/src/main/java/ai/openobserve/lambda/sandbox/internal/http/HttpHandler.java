package ai.openobserve.lambda.sandbox.internal.http;

import java.io.IOException;

/// Answers requests; called on a thread of the request's connection, and may block.
@FunctionalInterface
public interface HttpHandler {
  /// Answers one request.
  ///
  /// @throws ConnectionCut cuts the connection instead of answering
  /// @throws IOException when the client is gone
  HttpAnswer handle(HttpExchange exchange) throws IOException;
}
