package ai.openobserve.lambda.openobserve.api;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An answer of OpenObserve.
///
/// @param request what was asked: `GET dashboards`
public record Answer(String request, int status, String body) {
  private static final int LONGEST = 300;

  /// Whether it is a 2xx.
  public boolean ok() {
    return status / 100 == 2;
  }

  /// The body.
  ///
  /// @throws SetUpFailed if it is not JSON: something other than OpenObserve answered
  public JsonNode json() throws SetUpFailed {
    try {
      return JsonMapper.shared().readTree(body);
    } catch (JacksonException e) {
      throw new SetUpFailed(
          "%s was not answered by OpenObserve (status %d, no JSON): check ENDPOINT, and proxies on the way"
              .formatted(request, status),
          e);
    }
  }

  /// The failure that this answer is.
  public SetUpFailed failure() {
    return new SetUpFailed("%s failed with status %d: %s".formatted(request, status, excerpt()));
  }

  /// What the server says, in one line.
  public String excerpt() {
    var line = body.replaceAll("\\s+", " ").strip();
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }
}
