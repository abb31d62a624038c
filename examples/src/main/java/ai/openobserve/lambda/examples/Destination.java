package ai.openobserve.lambda.examples;

import ai.openobserve.lambda.sandbox.sink.OpenObserveSink;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Where the demo's records go.
sealed interface Destination {

  /// The extension's variables for this destination.
  Map<String, String> environment();

  /// For people; never shows credentials.
  String describe();

  /// A real OpenObserve where `ENDPOINT` is set, else a sink of our own. `ORG`, `AUTH` and `STREAM` go with it.
  ///
  /// @param variables the demo's environment
  /// @throws IllegalArgumentException where a variable of a real one is missing, or there is one without `ENDPOINT`
  static Settings settings(Map<String, String> variables) {
    return Settings.of(variables);
  }

  /// What the user asked for, before anything is started.
  ///
  /// @param real empty for the sink
  record Settings(Map<String, String> real) {
    private static final List<String> REQUIRED = List.of("ENDPOINT", "ORG", "AUTH");

    static Settings of(Map<String, String> variables) {
      var given = new TreeMap<String, String>();
      for (var name : List.of("ENDPOINT", "ORG", "AUTH", "STREAM")) {
        var value = variables.getOrDefault(name, "");
        if (!value.isBlank()) {
          given.put(name, value);
        }
      }
      var missing = REQUIRED.stream().filter(name -> !given.containsKey(name)).toList();
      if (!given.isEmpty() && !missing.isEmpty()) {
        throw new IllegalArgumentException(
            "To send to a real OpenObserve set ENDPOINT, ORG and AUTH (and STREAM where it is not `default`);"
                + " missing: "
                + String.join(", ", missing));
      }
      return new Settings(given);
    }

    /// Whether there is a sink to start.
    boolean toSink() {
      return real.isEmpty();
    }

    Real toReal() {
      return new Real(
          real.getOrDefault("ENDPOINT", ""),
          real.getOrDefault("ORG", ""),
          real.getOrDefault("AUTH", ""),
          real.getOrDefault("STREAM", "default"));
    }
  }

  /// The sandbox's sink: what it has stored can be read back.
  record Sink(OpenObserveSink server) implements Destination {
    /// How long the sink keeps an idle connection open; shorter than the demo's freeze.
    static final Duration KEEP_ALIVE = Duration.ofSeconds(1);

    @Override
    public Map<String, String> environment() {
      return Map.of(
          "O2_ENDPOINT", server.url(),
          "O2_ORGANIZATION_ID", server.organization(),
          "O2_AUTHORIZATION_HEADER", server.authorization());
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

    /// Without the credentials.
    @Override
    public String toString() {
      return describe();
    }
  }
}
