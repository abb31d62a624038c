package ai.openobserve.lambda.sandbox.aws;

import ai.openobserve.lambda.sandbox.internal.http.HttpAnswer;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// An error from a service, as its JSON protocol represents it.
public record AwsError(int status, String type, String message) {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  /// A client error (400).
  public static AwsError of(String type, String message) {
    return new AwsError(400, type, message);
  }

  HttpAnswer answer() {
    return HttpAnswer.json(
        status, MAPPER.writeValueAsString(Map.of("__type", type, "Message", message)));
  }
}
