package ai.openobserve.lambda.demo.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The process of an example's runtime, with no more environment variables than on Lambda.
final class LocalRuntime implements AutoCloseable {
  private final Process process;
  private final Path output;

  LocalRuntime(Example example, String runtimeApi, Path folder) throws IOException {
    output = Files.createTempFile(folder, example.name(), ".log");
    var builder =
        new ProcessBuilder(example.command())
            .directory(example.taskRoot().toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    var environment = builder.environment();
    var path = environment.getOrDefault("PATH", "");
    environment.clear();
    environment.putAll(example.environment());
    environment.put("PATH", path);
    environment.put("AWS_LAMBDA_RUNTIME_API", runtimeApi);
    environment.put("AWS_LAMBDA_FUNCTION_NAME", example.name());
    environment.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
    environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "128");
    environment.put("AWS_LAMBDA_LOG_FORMAT", example.logFormat().value());
    environment.put("LAMBDA_TASK_ROOT", example.taskRoot().toString());
    environment.put("_HANDLER", example.handler());
    process = builder.start();
  }

  /// The lines written so far, with the carriage returns inside them.
  List<String> lines() throws IOException {
    return List.of(Files.readString(output).split("\n"));
  }

  /// The exit code of a runtime that exits by itself.
  int awaitExit() throws InterruptedException {
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      throw new AssertionError("The runtime is still running");
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
