package ai.openobserve.lambda.cdk.app;

import ai.openobserve.lambda.cdk.report.Problems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awscdk.services.lambda.LoggingFormat;
import software.amazon.awscdk.services.lambda.Runtime;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One of the example functions, ready to deploy.
///
/// @param name of the runtime's family, part of the resource's name
/// @param code folder or archive to deploy
/// @param handlerFile what has to be in the folder for the handler to be found
/// @param logging how the runtime writes the function's log
record ExampleFunction(
    String name,
    Runtime runtime,
    Path code,
    String handlerFile,
    String handler,
    LoggingFormat logging) {
  private static final String LIST = "functions.json";

  /// Those of `functions.json`, which the demo runs too.
  ///
  /// @throws IllegalArgumentException where the list is not valid or code is missing, for example
  ///   the Java function's jar, because it is not built
  static List<ExampleFunction> all(Path examples) {
    Path list = examples.resolve(LIST);
    Problems problems = new Problems();
    if (!Files.isRegularFile(list)) {
      problems.add(list + " is missing: run in the repository's root");
    }
    problems.throwIfAny("The example functions cannot be deployed");
    List<ExampleFunction> all = new ArrayList<>();
    for (JsonNode entry : JsonMapper.shared().readTree(list.toFile())) {
      read(examples, entry, problems).ifPresent(all::add);
    }
    for (ExampleFunction example : all) {
      Path file = example.code().resolve(example.handlerFile());
      if (!Files.isRegularFile(file)) {
        problems.add(file + " is missing: run in the repository's root, after `make cdk-build`");
      }
    }
    problems.throwIfAny("The example functions cannot be deployed");
    return all;
  }

  private static Optional<ExampleFunction> read(Path examples, JsonNode entry, Problems problems) {
    for (String field : List.of("id", "runtime", "code", "handlerFile", "handler", "logFormat")) {
      if (!entry.path(field).isString()) {
        problems.add(LIST + ": " + field + " is required in " + entry);
        return Optional.empty();
      }
    }
    String runtime = entry.get("runtime").asString();
    Optional<Runtime> known =
        Runtime.ALL.stream().filter(r -> r.getName().equals(runtime)).findFirst();
    if (known.isEmpty()) {
      problems.add(LIST + ": unknown runtime \"" + runtime + "\"");
    }
    return known.map(r ->
        new ExampleFunction(
            entry.get("id").asString(),
            r,
            examples.resolve(entry.get("code").asString()),
            entry.get("handlerFile").asString(),
            entry.get("handler").asString(),
            entry.get("logFormat").asString().equals("JSON")
                ? LoggingFormat.JSON
                : LoggingFormat.TEXT));
  }
}
