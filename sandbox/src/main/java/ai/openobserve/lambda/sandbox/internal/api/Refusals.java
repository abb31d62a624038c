package ai.openobserve.lambda.sandbox.internal.api;

import ai.openobserve.lambda.sandbox.internal.http.ConnectionCut;
import ai.openobserve.lambda.sandbox.internal.http.HttpAnswer;
import ai.openobserve.lambda.sandbox.internal.model.LambdaError;
import tools.jackson.databind.json.JsonMapper;

/// The error responses of the APIs.
final class Refusals {
  private Refusals() {}

  /// An error in Lambda's format.
  static HttpAnswer answer(LambdaError error) {
    return HttpAnswer.json(
        error.status(),
        JsonMapper.shared()
                .createObjectNode()
                .put("errorMessage", error.text())
                .put("errorType", error.type())
                .toString()
            + "\n");
  }

  /// The error for an unknown call.
  static LambdaError notFound() {
    return new LambdaError(404, "NotFound", "404 page not found");
  }

  /// The end of a long poll whose environment is gone: on Lambda the process would be gone too.
  static ConnectionCut gone() {
    return new ConnectionCut("the environment is gone");
  }
}
