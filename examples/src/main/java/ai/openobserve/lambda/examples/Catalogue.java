package ai.openobserve.lambda.examples;

import ai.openobserve.lambda.sandbox.model.LogFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The example functions, those that run here and those that cannot.
///
/// @param skipped a line each: which function, and what it is that is missing
record Catalogue(List<Example> examples, List<String> skipped) {

  Catalogue {
    examples = List.copyOf(examples);
    skipped = List.copyOf(skipped);
  }

  /// Looks at every example.
  ///
  /// @param searchPath the `PATH` on which interpreters are looked for
  /// @param javaHome the JDK for the Java function, 21 or newer
  static Catalogue of(Layout layout, String searchPath, Path javaHome) {
    return new Builder(layout.examples(), searchPath)
        .python()
        .nodejs()
        .java(javaHome)
        .customRuntime()
        .build();
  }

  /// The examples of these names only.
  ///
  /// @throws IllegalArgumentException for a name that is no example's
  Catalogue only(List<String> names) {
    for (var name : names) {
      if (examples.stream().noneMatch(e -> e.name().equals(name))) {
        throw new IllegalArgumentException(
            "No example %s here; there are %s"
                .formatted(name, examples.stream().map(Example::name).toList()));
      }
    }
    return new Catalogue(
        examples.stream().filter(e -> names.contains(e.name())).toList(), List.of());
  }

  private static final class Builder {
    private final Path folder;
    private final String searchPath;
    private final List<Example> examples = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();

    Builder(Path folder, String searchPath) {
      this.folder = folder;
      this.searchPath = searchPath;
    }

    Builder python() {
      need("orders-python", "python3")
          .ifPresent(python ->
              add(
                  "orders-python",
                  "Python " + python.number(),
                  List.of(
                      python.program().toString(),
                      folder.resolve("runtime-loops/python_loop.py").toString()),
                  folder.resolve("python"),
                  "lambda_function.handler",
                  LogFormat.TEXT));
      return this;
    }

    Builder nodejs() {
      need("orders-nodejs", "node")
          .ifPresent(node ->
              add(
                  "orders-nodejs",
                  "Node.js " + node.number(),
                  List.of(
                      node.program().toString(),
                      folder.resolve("runtime-loops/nodejs_loop.mjs").toString()),
                  folder.resolve("nodejs"),
                  "index.handler",
                  LogFormat.JSON));
      return this;
    }

    Builder java(Path javaHome) {
      var runtime = folder.resolve("java/target/runtime");
      if (!Files.isDirectory(runtime)) {
        skipped.add("orders-java: %s is missing; build it with make build".formatted(runtime));
        return this;
      }
      add(
          "orders-java",
          "Java " + Runtime.version().feature(),
          List.of(
              javaHome.resolve("bin/java").toString(),
              "-XX:+UseSerialGC",
              "-Dstdout.encoding=UTF-8",
              "-Dstderr.encoding=UTF-8",
              "--enable-native-access=ALL-UNNAMED",
              "-cp",
              runtime + "/*",
              "com.amazonaws.services.lambda.runtime.api.client.AWSLambda",
              "ai.openobserve.lambda.examples.orders.OrderHandler::handleRequest"),
          folder.resolve("java/target/classes"),
          "ai.openobserve.lambda.examples.orders.OrderHandler::handleRequest",
          LogFormat.TEXT);
      return this;
    }

    Builder customRuntime() {
      var bash = need("orders-shell", "bash");
      var curl = bash.isEmpty() ? bash : need("orders-shell", "curl");
      curl.ifPresent(_ ->
          add(
              "orders-shell",
              "custom runtime, bash " + bash.orElseThrow().number(),
              List.of(folder.resolve("custom-runtime/bootstrap").toString()),
              folder.resolve("custom-runtime"),
              "function.handler",
              LogFormat.TEXT));
      return this;
    }

    Catalogue build() {
      return new Catalogue(examples, skipped);
    }

    private Optional<Interpreter> need(String example, String program) {
      var found = Interpreter.find(program, searchPath);
      if (found.isEmpty()) {
        skipped.add("%s: no %s on the PATH that runs".formatted(example, program));
      }
      return found;
    }

    private void add(
        String name,
        String runtime,
        List<String> command,
        Path taskRoot,
        String handler,
        LogFormat logFormat) {
      examples.add(new Example(name, runtime, command, taskRoot, handler, logFormat));
    }
  }
}
