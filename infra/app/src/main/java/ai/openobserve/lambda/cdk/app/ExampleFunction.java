package ai.openobserve.lambda.cdk.app;

import ai.openobserve.lambda.cdk.report.Problems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import software.amazon.awscdk.services.lambda.LoggingFormat;
import software.amazon.awscdk.services.lambda.Runtime;

/// One of the example functions, ready for Lambda as it lies there.
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

  /// The four of them.
  ///
  /// @throws IllegalArgumentException where code is missing, the Java function's jar unbuilt for
  ///   example
  static List<ExampleFunction> all(Path examples) {
    Path java = examples.resolve("java/target/o2-lambda-example-java.jar");
    List<ExampleFunction> all =
        List.of(
            new ExampleFunction(
                "Python",
                Runtime.PYTHON_3_14,
                examples.resolve("python"),
                "lambda_function.py",
                "lambda_function.handler",
                LoggingFormat.TEXT),
            new ExampleFunction(
                "Nodejs",
                Runtime.NODEJS_24_X,
                examples.resolve("nodejs"),
                "index.mjs",
                "index.handler",
                LoggingFormat.JSON),
            new ExampleFunction(
                "Java",
                Runtime.JAVA_25,
                java,
                "",
                "ai.openobserve.lambda.examples.orders.OrderHandler::handleRequest",
                LoggingFormat.TEXT),
            new ExampleFunction(
                "CustomRuntime",
                Runtime.PROVIDED_AL2023,
                examples.resolve("custom-runtime"),
                "bootstrap",
                "function.handler",
                LoggingFormat.TEXT));
    Problems problems = new Problems();
    for (ExampleFunction example : all) {
      Path file = example.code().resolve(example.handlerFile());
      if (!Files.isRegularFile(file)) {
        problems.add(file + " is missing: run in the repository's root, after `make cdk-build`");
      }
    }
    problems.throwIfAny("The example functions cannot be deployed");
    return all;
  }
}
