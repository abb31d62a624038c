package ai.openobserve.lambda.sandbox.cli;

import ai.openobserve.lambda.sandbox.ExtensionProcess;
import ai.openobserve.lambda.sandbox.Sandbox;
import ai.openobserve.lambda.sandbox.model.InvokeResult;
import ai.openobserve.lambda.sandbox.model.OutputLine;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Says what to do about a failed run.
final class Advice {
  private static final String RUNTIME_API =
      " A program for --function has to speak the Runtime API; --handler runs a Python or Node.js"
          + " handler.";
  private static final String TIMED_OUT = "Sandbox.Timedout";
  private static final String EXIT_ERROR = "Runtime.ExitError";

  private Advice() {}

  /// For an init phase that failed.
  ///
  /// @param errorType Lambda's name for the error
  static String onInit(String errorType, Sandbox sandbox) {
    List<String> trail = sandbox.trail().entries();
    return switch (errorType) {
      case EXIT_ERROR ->
          "The function's process ended%s before it asked for an invocation; its last lines are above."
                  .formatted(exitOf("runtime", trail))
              + RUNTIME_API;
      case "Runtime.InvalidEntrypoint" ->
          "The function cannot be started: " + last("cannot start the function: ", trail);
      case "Extension.LaunchError" ->
          "An extension cannot be started: " + last("cannot start ", trail);
      case "Extension.Crash", "Extension.ExitError" ->
          "An extension ended during init; its last lines are above.";
      case "Extension.InitError" ->
          "An extension reported an init error; its last lines are above.";
      case TIMED_OUT ->
          "Init timed out. "
              + whoIsMissing(sandbox, trail)
              + " --init-timeout-ms gives it more time.";
      default ->
          "The function failed to load: %s; its lines are above. Correct its code; a library that is"
                  .formatted(errorType)
              + " missing has to be in the code's folder, or where its interpreter looks.";
    };
  }

  /// For an invocation that did not succeed.
  static String onInvocation(InvokeResult result) {
    String errorType = result.errorType().orElse("without an error type");
    return switch (errorType) {
      case TIMED_OUT ->
          result.response().isEmpty()
              ? "The function did not answer in time: see what it printed last, or give it more with"
                  + " --timeout-ms."
              : "The function answered, but it or an extension did not ask for the next event in"
                  + " time: --print trail shows who, --timeout-ms gives more.";
      case EXIT_ERROR ->
          "The function's process ended during the invocation; its last lines are above.";
      default -> "The invocation failed: %s; its lines are above.".formatted(errorType);
    };
  }

  /// For lines that are missing from OpenObserve or stored twice.
  static String onLedger(Sandbox sandbox) {
    return sandbox.output().entries().stream()
        .filter(line -> !line.source().equals(OutputLine.FUNCTION))
        .filter(line -> line.text().startsWith("ERROR "))
        .findFirst()
        .map(line -> "%s reported: %s".formatted(line.source(), line.text()))
        .orElse(
            "Not every line was stored exactly once: see the extension's WARN lines above, and"
                + " OpenObserve's answers with --print requests.");
  }

  private static String exitOf(String who, List<String> trail) {
    return find("exit " + who + " ", trail).map(code -> " with exit code " + code).orElse("");
  }

  private static Optional<String> find(String prefix, List<String> trail) {
    return trail.stream()
        .filter(line -> line.startsWith(prefix))
        .findFirst()
        .map(line -> line.substring(prefix.length()));
  }

  private static String last(String prefix, List<String> trail) {
    return find(prefix, trail.reversed()).orElse("see --print trail");
  }

  private static String whoIsMissing(Sandbox sandbox, List<String> trail) {
    Predicate<String> registered =
        name -> trail.stream().anyMatch(line -> line.startsWith("register " + name));
    Optional<String> unregistered =
        sandbox.extensions().stream()
            .map(ExtensionProcess::name)
            .filter(registered.negate())
            .findFirst();
    if (unregistered.isPresent()) {
      return "Extension %s has not registered.".formatted(unregistered.get());
    }
    return trail.contains("next runtime")
        ? "An extension has registered but not asked for its next event."
        : "The function has not asked for its first invocation." + RUNTIME_API;
  }
}
