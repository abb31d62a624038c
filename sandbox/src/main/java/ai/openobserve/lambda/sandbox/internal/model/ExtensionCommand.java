package ai.openobserve.lambda.sandbox.internal.model;

import java.util.List;
import java.util.Optional;

/// An extension of the environment.
///
/// @param name the file name under which it must register
/// @param command how to start it; empty if it is started elsewhere
public record ExtensionCommand(String name, Optional<List<String>> command) {
  /// @throws IllegalArgumentException if the name or the command is empty
  public ExtensionCommand {
    command = command.map(List::copyOf);
    if (name.isBlank()) {
      throw new IllegalArgumentException(
          "Extension name required: the file name of its executable");
    }
    if (command.isPresent() && command.get().isEmpty()) {
      throw new IllegalArgumentException("The command of extension " + name + " is empty");
    }
  }
}
