package ai.openobserve.lambda.bench.measure;

import ai.openobserve.lambda.bench.lambda.LocalLambda;
import ai.openobserve.lambda.bench.lambda.TelemetryClient;
import ai.openobserve.lambda.bench.process.Memory;
import ai.openobserve.lambda.bench.process.Run;
import ai.openobserve.lambda.bench.process.Stopwatch.Cache;
import ai.openobserve.lambda.bench.process.Usage;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/// A running extension between a stand-in for Lambda and a backend.
final class Session implements Closeable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final LocalLambda lambda;
  private final Run run;
  private final TelemetryClient telemetry;
  private int invocations;

  private Session(LocalLambda lambda, Run run, TelemetryClient telemetry) {
    this.lambda = lambda;
    this.run = run;
    this.telemetry = telemetry;
  }

  /// Starts the extension, up to its first request for an event.
  static Session start(Bench bench, Subject subject, String endpoint, Map<String, String> variables)
      throws IOException, InterruptedException {
    LocalLambda lambda = new LocalLambda();
    Run run =
        bench
            .stopwatch()
            .start(
                Cache.WARM,
                subject.command(),
                subject.environment(lambda.address(), endpoint, variables));
    lambda.awaitNext(PATIENCE);
    if (lambda.destination().isEmpty()) {
      throw new IllegalStateException(subject.name() + " has not subscribed to telemetry");
    }
    return new Session(lambda, run, new TelemetryClient(URI.create(lambda.destination())));
  }

  /// Begins an invocation.
  ///
  /// @return its request ID
  String invoke() {
    String requestId = "8286a188-ba32-4475-8077-%012d".formatted(++invocations);
    lambda.invoke(requestId);
    return requestId;
  }

  void post(byte[] body) throws IOException {
    telemetry.post(body);
  }

  /// Reports that the function is done, and waits until the extension is done too.
  void done(String requestId) throws IOException, InterruptedException {
    String now = Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
    post(
        ("[{\"time\":\""
                + now
                + "\",\"type\":\"platform.runtimeDone\",\"record\":{\"requestId\":\""
                + requestId
                + "\",\"status\":\"success\"}}]")
            .getBytes(StandardCharsets.UTF_8));
    lambda.awaitNext(PATIENCE);
  }

  Memory memory() throws IOException {
    return run.memory();
  }

  /// Ends the extension as Lambda does.
  ///
  /// @param deadline how long it may take to deliver the rest
  Usage shutdown(Duration deadline) throws IOException {
    lambda.shutdown(deadline);
    return run.end();
  }

  @Override
  public void close() throws IOException {
    run.close();
    telemetry.close();
    lambda.close();
  }
}
