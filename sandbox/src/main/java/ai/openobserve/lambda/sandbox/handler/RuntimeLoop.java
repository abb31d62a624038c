package ai.openobserve.lambda.sandbox.handler;

import ai.openobserve.lambda.sandbox.model.Function;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A program that asks the Runtime API for invocations and calls a handler with them, as the
/// managed runtime of its language does. Included in this jar.
public enum RuntimeLoop {
  PYTHON("Python", "python3", "python_loop.py", ".py"),
  NODEJS("Node.js", "node", "nodejs_loop.mjs", ".mjs .js .cjs");

  /// UTF-8 whatever this machine's locale, and no compiled files next to the source.
  private static final Map<String, String> ENVIRONMENT =
      Map.of("LANG", "C.UTF-8", "PYTHONDONTWRITEBYTECODE", "1");

  private final String language;
  private final String program;
  private final String resource;
  private final String suffixes;

  RuntimeLoop(String language, String program, String resource, String suffixes) {
    this.language = language;
    this.program = program;
    this.resource = resource;
    this.suffixes = suffixes;
  }

  /// The language's name, for messages.
  public String language() {
    return language;
  }

  /// The interpreter's name.
  public String program() {
    return program;
  }

  /// The file extensions of its sources.
  List<String> suffixes() {
    return List.of(suffixes.split(" ", -1));
  }

  /// The loop as a function that calls the handler `_HANDLER` in this folder.
  public Function function(Interpreter interpreter, Path code) {
    return Function.process(command(interpreter), code, ENVIRONMENT);
  }

  /// The command that starts the loop, which is copied into a temporary folder.
  public List<String> command(Interpreter interpreter) {
    return List.of(interpreter.program().toString(), unpacked().toString());
  }

  private Path unpacked() {
    try (InputStream in = RuntimeLoop.class.getResourceAsStream(resource)) {
      Path folder = Files.createTempDirectory("o2-sandbox-");
      Path file = folder.resolve(resource);
      Files.copy(Objects.requireNonNull(in), file);
      // Deletion is in reverse order, so the folder is empty by the time it is deleted.
      folder.toFile().deleteOnExit();
      file.toFile().deleteOnExit();
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
