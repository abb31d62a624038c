package ai.openobserve.lambda.demo.program;

import ai.openobserve.lambda.sandbox.model.Function;
import ai.openobserve.lambda.sandbox.model.LogFormat;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// An example function, ready to run on this machine.
///
/// @param name the function's name
/// @param runtime what runs it, for display: `Python 3.11.7`
/// @param command the process that speaks the Runtime API
/// @param taskRoot the folder that is `/var/task` on Lambda
/// @param handler `_HANDLER`
public record Example(
    String name,
    String runtime,
    List<String> command,
    Path taskRoot,
    String handler,
    LogFormat logFormat) {

  /// Copies the list.
  public Example {
    command = List.copyOf(command);
  }

  /// The process as the sandbox starts it.
  public Function function() {
    return Function.process(command, taskRoot, environment());
  }

  /// Variables that the process needs besides Lambda's: UTF-8 whatever this machine's locale, and
  /// no compiled files next to the source, which is deployed as it is.
  Map<String, String> environment() {
    return Map.of("LANG", "C.UTF-8", "PYTHONDONTWRITEBYTECODE", "1");
  }
}
