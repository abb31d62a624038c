package ai.openobserve.lambda.sandbox.cli;

import ai.openobserve.lambda.sandbox.ExtensionProcess;
import ai.openobserve.lambda.sandbox.Sandbox;
import java.util.List;
import java.util.Optional;

/// What to do about an init phase that has failed.
final class Advice {
  private static final String RUNTIME_API =
      " A program for --function has to speak the Runtime API; --handler runs a Python or Node.js"
          + " handler.";

  private Advice() {}

  /// What happened in words, and what to do.
  ///
  /// @param errorType Lambda's name for it
  static String on(String errorType, Sandbox sandbox) {
    List<String> trail = sandbox.trail().entries();
    return switch (errorType) {
      case "Runtime.ExitError" ->
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
      case "Sandbox.Timedout" -> "Init timed out. " + whoIsMissing(sandbox, trail);
      default -> "The function reported an error; its last lines are above.";
    };
  }

  private static String exitOf(String who, List<String> trail) {
    String prefix = "exit " + who + " ";
    return trail.stream()
        .filter(line -> line.startsWith(prefix))
        .findFirst()
        .map(line -> " with exit code " + line.substring(prefix.length()))
        .orElse("");
  }

  private static String last(String prefix, List<String> trail) {
    return trail.stream()
        .filter(line -> line.startsWith(prefix))
        .reduce((_, later) -> later)
        .map(line -> line.substring(prefix.length()))
        .orElse("see --print trail");
  }

  private static String whoIsMissing(Sandbox sandbox, List<String> trail) {
    Optional<String> unregistered =
        sandbox.extensions().stream()
            .map(ExtensionProcess::name)
            .filter(name -> trail.stream().noneMatch(line -> line.startsWith("register " + name)))
            .findFirst();
    if (unregistered.isPresent()) {
      return "Extension %s has not registered.".formatted(unregistered.get());
    }
    return trail.contains("next runtime")
        ? "An extension has registered but not asked for its next event."
        : "The function has not asked for its first invocation." + RUNTIME_API;
  }
}
