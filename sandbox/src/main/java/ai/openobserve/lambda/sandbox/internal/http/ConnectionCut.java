package ai.openobserve.lambda.sandbox.internal.http;

import java.io.IOException;

/// Thrown by a handler to cut the connection of its request.
public final class ConnectionCut extends IOException {
  public ConnectionCut(String message) {
    super(message);
  }
}
