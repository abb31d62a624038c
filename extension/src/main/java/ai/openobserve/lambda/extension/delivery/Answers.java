package ai.openobserve.lambda.extension.delivery;

import ai.openobserve.lambda.extension.config.Authorization;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import okhttp3.Response;
import okio.Buffer;

/// What a response, or its absence, means for the records of the request. Stateless.
final class Answers {
  private static final int MOST_ANSWER_BYTES = 64 * 1024;
  private static final int MOST_WORDS = 300;

  private Answers() {}

  /// @param authorization the credential, which must not appear in a message
  static Outcome of(Response response, int records, Authorization authorization)
      throws IOException {
    int status = response.code();
    String text = text(response);
    IngestionAnswer answer = IngestionAnswer.of(text);
    String reason = reason(response, answer, authorization);
    return switch (status) {
      case 200, 201, 202, 204, 206 -> accepted(status, answer, records, text, authorization);
      case 400 -> new Outcome.Malformed(reason);
      case 413 -> new Outcome.TooLarge();
      case 408, 425, 429 -> unavailable(response, reason);
      default ->
          status >= 500 ? unavailable(response, reason) : new Outcome.Refused(status, reason);
    };
  }

  private static Outcome unavailable(Response response, String reason) {
    return new Outcome.Unavailable(
        "status " + response.code() + ": " + reason, RetryAfter.of(response.header("Retry-After")));
  }

  /// Only OpenObserve's own answer proves that something was stored: portals and proxies answer 200
  /// with a page of their own.
  private static Outcome accepted(
      int status, IngestionAnswer answer, int records, String text, Authorization authorization) {
    if (!answer.hasStatus()) {
      String said = safe(text, authorization).strip();
      String start = said.substring(0, Math.min(60, said.length()));
      return new Outcome.Unavailable(
          "status "
              + status
              + " without OpenObserve's answer, a proxy or portal may be in between: '"
              + start
              + "'",
          Duration.ZERO);
    }
    int stored = Math.clamp(answer.successful(), 0, records);
    return new Outcome.Accepted(stored, records - stored, safe(answer.message(), authorization));
  }

  /// The status in words, and the server's message.
  private static String reason(
      Response response, IngestionAnswer answer, Authorization authorization) {
    String said =
        response.isRedirect()
            ? "redirects to " + response.header("Location") + ", set O2_ENDPOINT to that server"
            : answer.message();
    String safe = safe(said, authorization);
    String words = StatusWords.of(response.code());
    return safe.isBlank() || safe.equalsIgnoreCase(words) ? words : words + " (" + safe + ")";
  }

  /// The server's message, bounded and on one line. If the server repeats our credential, with or
  /// without its scheme, it is hidden.
  private static String safe(String said, Authorization authorization) {
    String header = authorization.header();
    String credential = header.substring(header.indexOf(' ') + 1).strip();
    String hidden = said.replace(credential, "(hidden)");
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < Math.min(MOST_WORDS, hidden.length()); i++) {
      char c = hidden.charAt(i);
      line.append(c < ' ' || c == 127 ? ' ' : c);
    }
    return line.toString();
  }

  /// The start of a response's body, at most [#MOST_ANSWER_BYTES].
  static String text(Response response) throws IOException {
    Buffer start = new Buffer();
    while (start.size() < MOST_ANSWER_BYTES
        && response.body().source().read(start, MOST_ANSWER_BYTES - start.size()) != -1) {
      // Keeps reading.
    }
    return start.readUtf8();
  }

  /// The outcome of a request that got no response.
  static Outcome failed(IOException e) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return switch (e) {
      case InterruptedIOException timeout ->
          new Outcome.Unavailable("Request timeout", Duration.ZERO);
      case UnknownHostException unknown ->
          new Outcome.Unavailable("Unknown host: " + message, Duration.ZERO);
      case ConnectException refused ->
          new Outcome.Unavailable("Connection failed: " + message, Duration.ZERO);
      case SSLException tls -> new Outcome.Unavailable("TLS failed: " + message, Duration.ZERO);
      default ->
          isHangUp(e)
              ? new Outcome.HungUp("Connection closed by the server: " + message)
              : new Outcome.Unavailable(message, Duration.ZERO);
    };
  }

  private static boolean isHangUp(IOException e) {
    return e instanceof SocketException
        || e instanceof EOFException
        || e.getCause() instanceof EOFException;
  }
}
