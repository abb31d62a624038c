package ai.openobserve.lambda.sandbox.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A command given as one argument: a path, or a line for the shell; the prefix `name=` names an
/// extension.
///
/// @param name the given name, or the file name of the command's first word
/// @param program the command's first word
record CommandText(String name, String program, List<String> command) {
  private static final Pattern NAMED = Pattern.compile("([A-Za-z0-9._-]+)=(.+)");

  /// A word that the shell takes literally.
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./+@%:,-]+");

  static CommandText parse(String text) {
    Matcher named = NAMED.matcher(text);
    String line = (named.matches() ? named.group(2) : text).strip();
    String program = Files.isRegularFile(Path.of(line)) ? line : line.split("\\s+", 2)[0];
    Path file = Path.of(program).getFileName();
    String name = named.matches() ? named.group(1) : file == null ? program : file.toString();
    return new CommandText(name, program, command(line));
  }

  /// A path is executed directly; anything else by a shell, which then execs the command.
  private static List<String> command(String line) {
    Path path = Path.of(line);
    return Files.isRegularFile(path)
        ? List.of(path.toAbsolutePath().toString())
        : List.of("/bin/sh", "-c", "exec " + line);
  }

  /// Checks that the program exists; what only the shell can resolve is left to the shell.
  ///
  /// @param option the option whose value it is
  /// @param folder the folder in which it will be executed
  /// @throws IllegalArgumentException if it does not exist; the message says what to do
  CommandText found(String option, String searchPath, Path folder) {
    if (!PLAIN.matcher(program).matches() || exists(searchPath, folder)) {
      return this;
    }
    throw new IllegalArgumentException(option + ": " + missing(folder));
  }

  private String missing(Path folder) {
    if (!program.contains("/")) {
      return "no program '%s' on the PATH: install it, or give its path".formatted(program);
    }
    Path place = folder.resolve(program).toAbsolutePath().normalize();
    return Files.isDirectory(place)
        ? place + " is a folder: give the path of a program in it"
        : place + " does not exist: check the path, or build it first";
  }

  private boolean exists(String searchPath, Path folder) {
    if (Files.isRegularFile(Path.of(program))) {
      return true;
    }
    if (program.contains("/")) {
      return Files.isRegularFile(folder.resolve(program));
    }
    return Pattern.compile(":")
        .splitAsStream(searchPath)
        .anyMatch(each -> Files.isExecutable(Path.of(each, program)));
  }
}
