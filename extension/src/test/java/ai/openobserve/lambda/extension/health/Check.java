package ai.openobserve.lambda.extension.health;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openobserve.lambda.extension.config.Authorization;
import ai.openobserve.lambda.extension.config.Configuration;
import ai.openobserve.lambda.extension.config.ConfigurationException;
import ai.openobserve.lambda.extension.credentials.AuthorizationSource;
import ai.openobserve.lambda.extension.delivery.Connections;
import ai.openobserve.lambda.extension.delivery.OpenObserveClient;
import ai.openobserve.lambda.extension.delivery.Visits;
import ai.openobserve.lambda.extension.testing.Configurations;
import ai.openobserve.lambda.extension.time.Clocks;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A run of the health check, and what it has printed.
record Check(boolean healthy, List<String> lines) {

  static Builder of(String endpoint) {
    return new Builder(endpoint);
  }

  /// The line of a step that was run.
  String line(String step) {
    return lines.stream()
        .filter(line -> line.contains(" " + step + ": "))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no step '" + step + "' in " + lines));
  }

  /// Asserts that the check stopped at this step, and how.
  void failedAt(String step, String detail, String next) {
    assertThat(healthy).as(lines.toString()).isFalse();
    assertThat(lines).filteredOn(line -> line.startsWith("FAILED")).hasSize(1);
    assertThat(line(step)).startsWith("FAILED  ").contains(detail);
    assertThat(lines.getLast()).startsWith("Next:   ").contains(next);
  }

  static final class Builder {
    private final Map<String, String> environment = new TreeMap<>();
    private InstantSource wall = InstantSource.system();
    private NameStep.Lookup lookup = NameStep.SYSTEM;
    private boolean json;

    private Builder(String endpoint) {
      environment.put("O2_ENDPOINT", endpoint);
      environment.put("O2_ORGANIZATION_ID", "acme");
      environment.put("O2_STREAM", "orders");
      environment.put("O2_AUTHORIZATION_HEADER", Configurations.AUTHORIZATION);
      environment.put("O2_COMPRESSION", "none");
    }

    Builder with(String name, String value) {
      environment.put(name, value);
      return this;
    }

    /// Long enough for every step that works on a busy machine, short enough for one that hangs.
    Builder impatient() {
      return with("O2_REQUEST_TIMEOUT_MS", "3000");
    }

    Builder clock(InstantSource value) {
      wall = value;
      return this;
    }

    Builder lookup(NameStep.Lookup value) {
      lookup = value;
      return this;
    }

    Builder json() {
      json = true;
      return this;
    }

    Check run() throws ConfigurationException, InterruptedException {
      ByteArrayOutputStream written = new ByteArrayOutputStream();
      PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8);
      Configuration configuration = Configuration.read(environment);
      Clocks clocks = new Clocks(wall, System::nanoTime);
      AuthorizationSource source =
          AuthorizationSource.fixed(new Authorization(Configurations.AUTHORIZATION));
      Connections connections = new Connections(configuration);
      boolean healthy =
          HealthCheck.of(
                  configuration,
                  Configuration.settings(environment),
                  source,
                  new Visits(configuration, connections, clocks.nanos()),
                  new OpenObserveClient(configuration, source, connections, clocks.wall()),
                  clocks,
                  lookup,
                  json ? Report.json(out) : Report.text(out))
              .run();
      String text = written.toString(StandardCharsets.UTF_8);
      assertThat(text).doesNotContain(Configurations.TOKEN, "s3cret");
      return new Check(healthy, text.lines().toList());
    }
  }

  /// How long nothing may take, machine busy or not.
  static final Duration LONGEST = Duration.ofSeconds(60);
}
