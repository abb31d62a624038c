package ai.openobserve.lambda.sandbox.sink.management;

import ai.openobserve.lambda.sandbox.internal.http.HttpAnswer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Answers in OpenObserve's form.
final class Answers {
  static final JsonMapper MAPPER = JsonMapper.shared();

  private Answers() {}

  static HttpAnswer ok(JsonNode body) {
    return HttpAnswer.json(200, body.toString());
  }

  static HttpAnswer message(int code, String message) {
    return HttpAnswer.json(code, object().put("code", code).put("message", message).toString());
  }

  /// What the server's framework answers if it cannot read a body.
  static HttpAnswer deserializeError(String why) {
    return HttpAnswer.text(400, "Json deserialize error: " + why);
  }

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }
}
