package ai.openobserve.lambda.sandbox;

import ai.openobserve.lambda.sandbox.http.HttpAnswer;
import tools.jackson.databind.json.JsonMapper;

/// A call that Lambda refuses, with the status and the error type it refuses it with.
final class LambdaError extends Exception {
  private final int status;
  private final String type;
  private final String text;

  LambdaError(int status, String type, String text) {
    super(status + " " + type + ": " + text);
    this.status = status;
    this.type = type;
    this.text = text;
  }

  /// Most refusals are 403.
  static LambdaError forbidden(String type, String text) {
    return new LambdaError(403, type, text);
  }

  int status() {
    return status;
  }

  String type() {
    return type;
  }

  HttpAnswer answer() {
    return HttpAnswer.json(
        status,
        JsonMapper.shared()
                .createObjectNode()
                .put("errorMessage", text)
                .put("errorType", type)
                .toString()
            + "\n");
  }
}
