package ai.openobserve.lambda.sandbox;

import java.util.List;
import java.util.Optional;

/// An extension of the environment.
///
/// @param name the file name it has to register under
/// @param command how to start it; empty where somebody else does
record ExtensionCommand(String name, Optional<List<String>> command) {
  ExtensionCommand {
    command = command.map(List::copyOf);
    if (name.isBlank()) {
      throw new IllegalArgumentException("An extension needs a name: its executable's file name");
    }
    if (command.isPresent() && command.get().isEmpty()) {
      throw new IllegalArgumentException("The command of extension " + name + " is empty");
    }
  }
}
