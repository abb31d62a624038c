package ai.openobserve.lambda.sandbox.cli;

import java.io.IOException;
import java.net.BindException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/// Checks the values of options. Every error names the option, the value and what is allowed.
final class OptionValue {
  private static final int HIGHEST_PORT = 65_535;
  private static final ObjectReader JSON =
      JsonMapper.shared().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /// A server that can listen on a port.
  @FunctionalInterface
  interface Server<T> {
    T listen(int port) throws IOException;
  }

  private OptionValue() {}

  /// @throws IllegalArgumentException if the number is too small
  static int atLeast(int least, String option, int given) {
    if (given < least) {
      throw new IllegalArgumentException(
          "%s: %d is invalid; expected %d or more".formatted(option, given, least));
    }
    return given;
  }

  /// Checks that the payload is one JSON value. Lambda rejects anything else before it reaches the
  /// function.
  ///
  /// @throws IllegalArgumentException if the text is not one JSON value
  static String json(String option, String given) {
    try {
      if (!JSON.readTree(given).isMissingNode()) {
        return given;
      }
    } catch (JacksonException _) {
      // Reported below.
    }
    throw new IllegalArgumentException(
        "%s: '%s' is not JSON, and Lambda takes nothing else; a text needs its quotes: '\"text\"'"
            .formatted(option, given));
  }

  /// Starts a server on the port.
  ///
  /// @param given 0 for a free one
  /// @throws IllegalArgumentException if it is not a port, or is not free
  static <T> T listening(String option, int given, Server<T> server) throws IOException {
    if (given < 0 || given > HIGHEST_PORT) {
      throw new IllegalArgumentException(
          "%s: %d is not a port; expected 1 to %d, or 0 for a free one"
              .formatted(option, given, HIGHEST_PORT));
    }
    try {
      return server.listen(given);
    } catch (BindException e) {
      throw new IllegalArgumentException(
          "%s: cannot listen on port %d (%s); choose another one, or 0 for a free one"
              .formatted(option, given, e.getMessage()),
          e);
    }
  }
}
