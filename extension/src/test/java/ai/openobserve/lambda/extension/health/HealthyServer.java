package ai.openobserve.lambda.extension.health;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;

/// Answers as OpenObserve does, but for what a test changes.
final class HealthyServer extends Dispatcher {
  private final Map<String, MockResponse> answers = new ConcurrentHashMap<>();

  HealthyServer() {
    answer("GET /healthz", 200, "{\"status\":\"ok\"}");
    answer("GET /api/acme/", 200, "{\"data\":[]}");
    answer(
        "GET /api/acme/streams/orders/schema",
        200,
        "{\"settings\":{\"full_text_search_keys\":[\"log\",\"record\"]}}");
    answer("POST /api/acme/orders/_json", 200, "{\"status\":[{\"successful\":1,\"failed\":0}]}");
    answer(
        "POST /api/acme/ingest/metrics/_json",
        200,
        "{\"status\":[{\"successful\":1,\"failed\":0}]}");
    answer("POST /api/acme/_search", 200, "{\"hits\":[{\"_timestamp\":1}]}");
  }

  void answer(String request, int status, String body) {
    answer(request, new MockResponse.Builder().code(status).body(body).build());
  }

  void answer(String request, MockResponse response) {
    answers.put(request, response);
  }

  @Override
  public MockResponse dispatch(RecordedRequest request) {
    String path = request.getTarget();
    int query = path.indexOf('?');
    String key = request.getMethod() + " " + (query < 0 ? path : path.substring(0, query));
    return answers.getOrDefault(key, new MockResponse.Builder().code(404).build());
  }
}
