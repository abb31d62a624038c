package ai.openobserve.lambda.demo.run;

import ai.openobserve.lambda.sandbox.sink.OpenObserveSink;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Where the demo's records go.
public sealed interface Destination {

  /// The extension's variables for this destination.
  Map<String, String> environment();

  /// A description for display, without credentials.
  String describe();

  /// The real OpenObserve that `ENDPOINT`, `ORG`, `AUTH` and optionally `STREAM` name.
  ///
  /// @param variables the demo's environment
  /// @return empty if none of them is set
  /// @throws IllegalArgumentException if some are set and others are missing
  static Optional<Real> real(Map<String, String> variables) {
    var given = new TreeMap<>(variables);
    given.keySet().retainAll(List.of("ENDPOINT", "ORG", "AUTH", "STREAM"));
    given.values().removeIf(String::isBlank);
    if (given.isEmpty()) {
      return Optional.empty();
    }
    var missing =
        Stream.of("ENDPOINT", "ORG", "AUTH").filter(name -> !given.containsKey(name)).toList();
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          "To send to a real OpenObserve set ENDPOINT, ORG and AUTH (and STREAM where it is not"
              + " `default`); missing: "
              + String.join(", ", missing));
    }
    return Optional.of(
        new Real(
            given.getOrDefault("ENDPOINT", ""),
            given.getOrDefault("ORG", ""),
            given.getOrDefault("AUTH", ""),
            given.getOrDefault("STREAM", "default")));
  }

  /// The sandbox's sink, which can be read back.
  record Sink(OpenObserveSink server) implements Destination {
    /// How long the sink keeps an idle connection open; shorter than the demo's freeze.
    public static final Duration KEEP_ALIVE = Duration.ofSeconds(1);

    @Override
    public Map<String, String> environment() {
      return Map.of(
          "O2_ENDPOINT", server.url(),
          "O2_ORGANIZATION_ID", server.organization(),
          "O2_AUTHORIZATION_HEADER", server.authorization(),
          // For the dashboard about delivery.
          "O2_METRICS", "true");
    }

    @Override
    public String describe() {
      return "a local stand-in for OpenObserve at " + server.url();
    }
  }

  /// A real OpenObserve.
  record Real(String endpoint, String organization, String authorization, String stream)
      implements Destination {
    @Override
    public Map<String, String> environment() {
      var all = new LinkedHashMap<String, String>();
      all.put("O2_ENDPOINT", endpoint);
      all.put("O2_ORGANIZATION_ID", organization);
      all.put("O2_AUTHORIZATION_HEADER", authorization);
      all.put("O2_STREAM", stream);
      return all;
    }

    @Override
    public String describe() {
      return "OpenObserve at %s, organization %s, stream %s"
          .formatted(endpoint, organization, stream);
    }

    /// Leaves out the credentials.
    @Override
    public String toString() {
      return describe();
    }
  }
}
