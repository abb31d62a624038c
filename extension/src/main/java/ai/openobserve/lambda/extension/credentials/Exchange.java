package ai.openobserve.lambda.extension.credentials;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;

/// An HTTP client reduced to one call. Thread-safe.
@FunctionalInterface
public interface Exchange {

  /// Sends the request on the calling thread.
  ///
  /// @throws IOException if there is no answer in time
  Answer make(Request request) throws IOException;

  /// A request.
  ///
  /// @param body empty for a GET
  /// @param local whether it stays in the execution environment and bypasses the proxy
  /// @param timeout from connecting to the end of the answer, frozen time not counted
  record Request(
      String method,
      URI url,
      Map<String, String> headers,
      String body,
      boolean local,
      Duration timeout) {
    public Request {
      headers = Map.copyOf(headers);
    }

    @Override
    public String toString() {
      return method + " " + url;
    }
  }

  /// An answer.
  final class Answer {
    private final int status;
    private final byte[] body;

    public Answer(int status, byte[] body) {
      this.status = status;
      this.body = body;
    }

    public int status() {
      return status;
    }

    /// Not a copy: callers erase it once they have read it, since it may hold a secret.
    byte[] body() {
      return body;
    }

    void erase() {
      Arrays.fill(body, (byte) 0);
    }

    @Override
    public String toString() {
      return "status " + status;
    }
  }
}
