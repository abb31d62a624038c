package ai.openobserve.lambda.sandbox.handler;

import ai.openobserve.lambda.sandbox.model.Function;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A handler in a source file, ready to run.
///
/// @param runtime what runs it, for display: `Python 3.11.7`
public record Handler(String runtime, Function function) {

  /// Finds a handler by its name in Lambda's configuration: `app.handler` is `handler` in `app.py`
  /// or `app.mjs`, whichever exists.
  ///
  /// @param code the folder with the function's code
  /// @param searchPath the `PATH` to look for the interpreter
  /// @throws IllegalArgumentException if the file or an interpreter for it is missing
  public static Handler find(Path code, String name, String searchPath) {
    int dot = name.lastIndexOf('.');
    if (dot < 1 || dot == name.length() - 1) {
      throw new IllegalArgumentException(
          "Handler '%s' is invalid; expected FILE.FUNCTION, for example app.handler"
              .formatted(name));
    }
    List<String> candidates = new ArrayList<>();
    for (RuntimeLoop loop : RuntimeLoop.values()) {
      for (String suffix : loop.suffixes()) {
        String file = name.substring(0, dot) + suffix;
        if (Files.isRegularFile(code.resolve(file))) {
          return of(loop, file, code, searchPath);
        }
        candidates.add(file);
      }
    }
    throw new IllegalArgumentException(
        "Handler '%s': %s has none of %s. Handlers in other languages run with --function and a"
                .formatted(name, code.toAbsolutePath().normalize(), String.join(", ", candidates))
            + " program that speaks the Runtime API");
  }

  private static Handler of(RuntimeLoop loop, String file, Path code, String searchPath) {
    Optional<Interpreter> found = Interpreter.find(loop.program(), searchPath);
    Interpreter interpreter =
        found.orElseThrow(() ->
            new IllegalArgumentException(
                "%s needs %s, and no working one is on the PATH: install it, or add its folder to"
                        .formatted(file, loop.program())
                    + " PATH"));
    return new Handler(
        loop.language() + " " + interpreter.number(), loop.function(interpreter, code));
  }
}
