package ai.openobserve.lambda.sandbox;

import ai.openobserve.lambda.sandbox.model.ShutdownReason;
import ai.openobserve.lambda.sandbox.model.ShutdownResult;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/// A sandbox whose only extension is played by the test.
///
/// @param first its first request for an event
record Attached(Sandbox sandbox, AttachedExtension extension, CompletableFuture<JsonNode> first)
    implements AutoCloseable {

  /// Registered for INVOKE and SHUTDOWN, subscribed to everything, waiting for its first event.
  static Attached start(SandboxBuilder builder) {
    return start(
        builder,
        extension -> {
          extension.register("INVOKE", "SHUTDOWN");
          extension.subscribe("platform", "function", "extension");
        });
  }

  /// Runs this during the init phase, then waits for its first event.
  static Attached start(SandboxBuilder builder, Consumer<AttachedExtension> init) {
    CompletableFuture<AttachedExtension> connected = new CompletableFuture<>();
    CompletableFuture<CompletableFuture<JsonNode>> first = new CompletableFuture<>();
    builder.attachedExtension(AttachedExtension.NAME);
    builder.beforeInit(starting ->
        Thread.ofVirtual()
            .start(() -> {
              try {
                AttachedExtension extension = new AttachedExtension(starting.runtimeApi());
                connected.complete(extension);
                init.accept(extension);
                first.complete(extension.nextAsync());
              } catch (IOException | RuntimeException | Error e) {
                connected.completeExceptionally(e);
                first.completeExceptionally(e);
              }
            }));
    try {
      Sandbox sandbox = builder.start();
      return new Attached(sandbox, get(connected), get(first));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /// The event that answers the first request.
  JsonNode event() {
    return get(first);
  }

  /// Shuts down on its own thread (the common pool has few, and the HTTP client needs them).
  CompletableFuture<ShutdownResult> shutdownAsync(ShutdownReason reason) {
    CompletableFuture<ShutdownResult> result = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> result.complete(sandbox.shutdown(reason)));
    return result;
  }

  /// The result of a future, within a time limit.
  static <T> T get(CompletableFuture<T> future) {
    return future.orTimeout(AttachedExtension.PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    sandbox.close();
    extension.close();
  }
}
