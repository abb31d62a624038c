package ai.openobserve.lambda.bench.measure;

import ai.openobserve.lambda.sandbox.Sandbox;
import ai.openobserve.lambda.sandbox.model.Function;
import ai.openobserve.lambda.sandbox.model.InvocationContext;
import ai.openobserve.lambda.sandbox.model.InvokeResult;
import ai.openobserve.lambda.sandbox.model.OutputLine;
import ai.openobserve.lambda.sandbox.model.ShutdownReason;
import ai.openobserve.lambda.sandbox.sink.LineComparison;
import ai.openobserve.lambda.sandbox.sink.OpenObserveSink;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// An environment with one backend that runs some invocations and ends. The function writes
/// numbered lines, so that each is unique.
///
/// @param lines how many lines each invocation writes
/// @param lineLength their minimum length
/// @param pause between two invocations
/// @param backend sets up the backend
record Trial(
    String words, int invocations, int lines, int lineLength, Duration pause, Backend backend) {

  /// Changes a working backend into the one under test.
  interface Backend {
    void prepare(OpenObserveSink sink) throws IOException;
  }

  /// The results.
  ///
  /// @param addedMillis how long each invocation was held after the function was done
  /// @param requests deliveries that reached the backend
  /// @param ownLines how many lines the extension printed, from start to end
  /// @param printed how many lines the function printed
  /// @param lost how many of them were not stored when the environment was gone
  record Result(List<Double> addedMillis, int requests, int ownLines, int printed, int lost) {
    Result {
      addedMillis = List.copyOf(addedMillis);
    }
  }

  Trial(String words, int invocations, int lines, Duration pause) {
    this(words, invocations, lines, 60, pause, _ -> {});
  }

  Trial named(String other) {
    return new Trial(other, invocations, lines, lineLength, pause, backend);
  }

  Trial ofLines(int length) {
    return new Trial(words, invocations, lines, length, pause, backend);
  }

  Trial prepared(Backend other) {
    return new Trial(words, invocations, lines, lineLength, pause, other);
  }

  Result run(Subject subject) throws IOException, InterruptedException {
    try (OpenObserveSink sink = OpenObserveSink.builder().keepBodies(false).start()) {
      backend.prepare(sink);
      Map<String, String> variables = new HashMap<>(subject.variables(sink.url()));
      variables.put("O2_AUTHORIZATION_HEADER", sink.authorization());
      try (Sandbox sandbox =
          Sandbox.builder()
              .extension(Path.of(subject.command().getFirst()))
              .function(function())
              .environment(variables)
              .start()) {
        return run(sandbox, sink);
      }
    }
  }

  private Function function() {
    AtomicInteger number = new AtomicInteger();
    String rest = " order accepted, payment taken, shipment queued".repeat(1 + lineLength / 40);
    return Function.scripted(invocation -> {
      log(invocation, number, rest);
      return "{}";
    });
  }

  private void log(InvocationContext invocation, AtomicInteger number, String rest) {
    for (int i = 0; i < lines; i++) {
      String line = number.incrementAndGet() + rest;
      invocation.log(line.substring(0, lineLength));
    }
  }

  private Result run(Sandbox sandbox, OpenObserveSink sink) throws InterruptedException {
    List<Double> added = new ArrayList<>();
    for (int i = 0; i < invocations; i++) {
      if (i > 0) {
        Thread.sleep(pause);
      }
      InvokeResult result = sandbox.invoke("{}");
      if (!result.succeeded()) {
        throw new IllegalStateException(words + ": the function failed, " + result.errorType());
      }
      added.add(result.timings().addedByExtensions().toNanos() / 1e6);
    }
    sandbox.shutdown(ShutdownReason.SPINDOWN);
    List<OutputLine> own =
        sandbox.output().entries(line -> !line.source().equals(OutputLine.FUNCTION));
    LineComparison account = LineComparison.compare(sandbox.functionLines(), sink.functionLines());
    return new Result(
        added,
        sink.requests().entries().size(),
        own.size(),
        account.printed(),
        account.missing().size());
  }
}
