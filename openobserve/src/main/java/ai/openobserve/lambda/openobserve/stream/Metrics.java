package ai.openobserve.lambda.openobserve.stream;

import ai.openobserve.lambda.openobserve.api.OpenObserve;
import ai.openobserve.lambda.openobserve.api.SetUpFailed;
import java.util.Set;
import java.util.stream.Collectors;

/// The metrics that extensions write if `O2_METRICS` is set. They belong to the organization, not
/// to a stream of records.
public final class Metrics {
  private static final String OURS = "o2_lambda_";

  private Metrics() {}

  /// The names of those that the server has.
  public static Set<String> read(OpenObserve server) throws SetUpFailed {
    var answer = server.get("streams?type=metrics");
    if (!answer.ok()) {
      throw answer.failure();
    }
    return answer
        .json()
        .path("list")
        .valueStream()
        .map(stream -> stream.path("name").asString(""))
        .filter(name -> name.startsWith(OURS))
        .collect(Collectors.toUnmodifiableSet());
  }
}
