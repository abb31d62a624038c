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
/// @param name the runtime's family, used in the resource's name
/// @param code the folder or archive to deploy
/// @param handlerFile the file that the folder must contain for the handler to be found
/// @param logging the format of the function's log
record ExampleFunction(
    String name,
    Runtime runtime,
    Path code,
    String handlerFile,
    String handler,
    LoggingFormat logging,
    Purpose purpose) {

  /// What a function is for.
  enum Purpose {
    ORDER(
        "Example for OpenObserve: places an order",
        15,
        "--cli-binary-format raw-in-base64-out --payload '{\"order\":\"A-1001\"}' /dev/stdout"),
    HEALTH_CHECK(
        "Runs the health check of the OpenObserve extension",
        120,
        "--cli-read-timeout 130 --log-type Tail --query LogResult --output text /dev/null"
            + " | base64 --decode");

    final String description;

    /// In seconds.
    final int timeout;

    /// Arguments of `aws lambda invoke` that show what the function does.
    final String invocation;

    Purpose(String description, int timeout, String invocation) {
      this.description = description;
      this.timeout = timeout;
      this.invocation = invocation;
    }
  }

  private static final String LIST = "functions.json";

  /// The functions of `functions.json`, which the demo runs too, and the health check.
  ///
  /// @throws IllegalArgumentException if the list is invalid or code is missing, for example
  ///   because the Java function's jar has not been built
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
    all.add(healthCheck(examples));
    for (ExampleFunction example : all) {
      Path file = example.code().resolve(example.handlerFile());
      if (!Files.isRegularFile(file)) {
        problems.add(file + " is missing: run in the repository's root, after `make cdk-build`");
      }
    }
    problems.throwIfAny("The example functions cannot be deployed");
    return all;
  }

  private static ExampleFunction healthCheck(Path examples) {
    return new ExampleFunction(
        "HealthCheck",
        Runtime.PYTHON_3_14,
        examples.resolve("health-check"),
        "lambda_function.py",
        "lambda_function.handler",
        LoggingFormat.TEXT,
        Purpose.HEALTH_CHECK);
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
                : LoggingFormat.TEXT,
            Purpose.ORDER));
  }
}
