package ai.openobserve.lambda.sandbox.cli;

import ai.openobserve.lambda.sandbox.SandboxBuilder;
import ai.openobserve.lambda.sandbox.handler.Handler;
import ai.openobserve.lambda.sandbox.model.Function;
import ai.openobserve.lambda.sandbox.model.LogFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that describe the function.
final class FunctionOptions {
  @Option(
      names = "--function",
      paramLabel = "COMMAND",
      description =
          "The function's runtime: a program that speaks the Runtime API. By default a function"
              + " within the sandbox that prints its payload.")
  private @Nullable String function;

  @Option(
      names = "--handler",
      paramLabel = "FILE.FUNCTION",
      description =
          "The function's handler, in Python or Node.js: app.handler is in app.py, app.mjs, app.js"
              + " or app.cjs. With --function, the value of _HANDLER.")
  private @Nullable String handler;

  @Option(
      names = "--task-root",
      paramLabel = "FOLDER",
      description =
          "The folder with the function's code, LAMBDA_TASK_ROOT (default: the current one).")
  private @Nullable Path taskRoot;

  @Option(
      names = {"-e", "--env"},
      paramLabel = "NAME=VALUE",
      description = "A variable of the function. Repeatable.")
  private Map<String, String> environment = new LinkedHashMap<>();

  @Option(names = "--log-format", defaultValue = "TEXT", description = "${COMPLETION-CANDIDATES}.")
  private LogFormat logFormat = LogFormat.TEXT;

  @Option(
      names = "--timeout-ms",
      defaultValue = "15000",
      description = "The function's time-out (default: ${DEFAULT-VALUE}).")
  private int timeoutMs;

  @Option(
      names = "--memory-mb",
      defaultValue = "128",
      description = "The function's memory size, reported only (default: ${DEFAULT-VALUE}).")
  private int memoryMb;

  @Option(
      names = "--function-name",
      defaultValue = "my-function",
      description = "Default: ${DEFAULT-VALUE}.")
  private String functionName = "";

  String name() {
    return functionName;
  }

  /// The function's variables as given, which override those of the sandbox.
  Map<String, String> variables() {
    return environment;
  }

  /// @throws IllegalArgumentException if the function cannot be found; the message says what to do
  void applyTo(SandboxBuilder builder) {
    builder
        .function(function())
        .functionName(functionName)
        .logFormat(logFormat)
        .memorySizeMb(OptionValue.atLeast(1, "--memory-mb", memoryMb))
        .timeout(Duration.ofMillis(OptionValue.atLeast(1, "--timeout-ms", timeoutMs)));
    if (handler != null) {
      builder.handler(handler);
    }
  }

  private Function function() {
    Path folder = taskRoot == null ? Path.of("") : taskRoot;
    if (!Files.isDirectory(folder.toAbsolutePath())) {
      throw new IllegalArgumentException("--task-root: %s is not a folder".formatted(folder));
    }
    if (function != null) {
      CommandText text = CommandText.parse(function).found("--function", searchPath(), folder);
      return Function.process(text.command(), folder.toAbsolutePath(), Map.of());
    }
    if (handler != null) {
      return Handler.find(folder.toAbsolutePath(), handler, searchPath()).function();
    }
    return Function.scripted(invocation -> {
      invocation.log(invocation.payload());
      return invocation.payload();
    });
  }

  /// The folders in which programs are looked up.
  static String searchPath() {
    return System.getenv().getOrDefault("PATH", "");
  }
}
