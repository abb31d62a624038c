package ai.openobserve.lambda.demo.program;

import ai.openobserve.lambda.sandbox.model.LogFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A function in `examples/functions.json`, the list that the demo and the CDK app share.
///
/// @param runtime Lambda's identifier, such as `python3.14`
/// @param code the folder or archive that is deployed
/// @param handler `_HANDLER`
record ListedFunction(String name, String runtime, Path code, String handler, LogFormat logFormat) {

  /// What runs this kind of function on this machine.
  enum Family {
    PYTHON,
    NODEJS,
    JAVA,
    CUSTOM
  }

  /// Reads the list.
  ///
  /// @param examples the folder of the list, which its paths are relative to
  /// @throws IllegalStateException if the list is unreadable
  static List<ListedFunction> all(Path examples) {
    var file = examples.resolve("functions.json");
    try {
      return JsonMapper.shared()
          .readTree(Files.readString(file))
          .valueStream()
          .map(entry -> read(entry, examples))
          .toList();
    } catch (IOException | JacksonException e) {
      throw new IllegalStateException("Cannot read %s: %s".formatted(file, e.getMessage()), e);
    }
  }

  /// The family that runs it.
  ///
  /// @throws IllegalStateException for a runtime that the demo does not know
  Family family() {
    return switch (runtime.replaceFirst("[0-9.].*", "")) {
      case "python" -> Family.PYTHON;
      case "nodejs" -> Family.NODEJS;
      case "java" -> Family.JAVA;
      case "provided" -> Family.CUSTOM;
      default ->
          throw new IllegalStateException(
              "%s: the demo cannot run %s functions; known: python, nodejs, java, provided"
                  .formatted(name, runtime));
    };
  }

  private static ListedFunction read(JsonNode entry, Path examples) {
    return new ListedFunction(
        text(entry, "name"),
        text(entry, "runtime"),
        examples.resolve(text(entry, "code")),
        text(entry, "handler"),
        logFormat(text(entry, "logFormat")));
  }

  private static LogFormat logFormat(String value) {
    return Stream.of(LogFormat.values())
        .filter(format -> format.value().equals(value))
        .findFirst()
        .orElseThrow(() ->
            new IllegalStateException("Unknown logFormat %s; known: Text, JSON".formatted(value)));
  }

  private static String text(JsonNode entry, String field) {
    return entry
        .path(field)
        .stringValueOpt()
        .orElseThrow(() ->
            new IllegalStateException(
                "functions.json: %s is required in %s".formatted(field, entry)));
  }
}
