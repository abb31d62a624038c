package ai.openobserve.lambda.demo.program;

import ai.openobserve.lambda.sandbox.handler.Interpreter;
import ai.openobserve.lambda.sandbox.handler.RuntimeLoop;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The example functions: those that this machine can run, and those that it cannot.
///
/// @param skipped one line for each function that cannot run, with what is missing
public record Catalogue(List<Example> examples, List<String> skipped) {

  /// Copies the lists.
  public Catalogue {
    examples = List.copyOf(examples);
    skipped = List.copyOf(skipped);
  }

  /// Checks every example in the list.
  ///
  /// @param searchPath the `PATH` to search for interpreters
  /// @param javaHome the JDK for the Java function, 21 or newer
  /// @throws IllegalStateException if the list is unreadable
  public static Catalogue of(Layout layout, String searchPath, Path javaHome) {
    var builder = new Builder(searchPath, javaHome);
    ListedFunction.all(layout.examples()).forEach(builder::add);
    return new Catalogue(builder.examples, builder.skipped);
  }

  /// Only the examples with these names.
  ///
  /// @throws IllegalArgumentException for an unknown name
  public Catalogue only(List<String> names) {
    for (var name : names) {
      if (examples.stream().noneMatch(e -> e.name().equals(name))) {
        throw new IllegalArgumentException(
            "Unknown example %s; available here: %s"
                .formatted(name, String.join(", ", examples.stream().map(Example::name).toList())));
      }
    }
    return new Catalogue(
        examples.stream().filter(e -> names.contains(e.name())).toList(), List.of());
  }

  private static final class Builder {
    private final String searchPath;
    private final Path javaHome;
    private final List<Example> examples = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();

    Builder(String searchPath, Path javaHome) {
      this.searchPath = searchPath;
      this.javaHome = javaHome;
    }

    void add(ListedFunction function) {
      switch (function.family()) {
        case PYTHON -> addScript(function, RuntimeLoop.PYTHON);
        case NODEJS -> addScript(function, RuntimeLoop.NODEJS);
        case JAVA -> addJava(function);
        case CUSTOM -> addCustomRuntime(function);
      }
    }

    private void addScript(ListedFunction function, RuntimeLoop loop) {
      need(function, loop.program())
          .ifPresent(found ->
              add(
                  function,
                  loop.language() + " " + found.number(),
                  loop.command(found),
                  function.code()));
    }

    /// The build puts the classes and the runtime next to the archive.
    private void addJava(ListedFunction function) {
      var runtime = function.code().resolveSibling("runtime");
      if (!Files.isDirectory(runtime)) {
        skipped.add("%s: %s is missing; make jvm builds it".formatted(function.name(), runtime));
        return;
      }
      add(
          function,
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
              function.handler()),
          function.code().resolveSibling("classes"));
    }

    private void addCustomRuntime(ListedFunction function) {
      var bash = need(function, "bash");
      var curl = bash.isEmpty() ? bash : need(function, "curl");
      curl.ifPresent(_ ->
          add(
              function,
              "custom runtime, bash " + bash.orElseThrow().number(),
              List.of(function.code().resolve("bootstrap").toString()),
              function.code()));
    }

    private Optional<Interpreter> need(ListedFunction function, String program) {
      var found = Interpreter.find(program, searchPath);
      if (found.isEmpty()) {
        skipped.add("%s: no working %s on the PATH".formatted(function.name(), program));
      }
      return found;
    }

    private void add(ListedFunction function, String runtime, List<String> command, Path taskRoot) {
      examples.add(
          new Example(
              function.name(),
              runtime,
              command,
              taskRoot,
              function.handler(),
              function.logFormat()));
    }
  }
}
