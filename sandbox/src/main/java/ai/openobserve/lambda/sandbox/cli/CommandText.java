package ai.openobserve.lambda.sandbox.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A command as one argument: a path, or a line for the shell; `name=` before it names an
/// extension.
///
/// @param name the name given, or the file name of the command's first word
record CommandText(String name, List<String> command) {
  private static final Pattern NAMED = Pattern.compile("([A-Za-z0-9._-]+)=(.+)");

  static CommandText parse(String text) {
    Matcher named = NAMED.matcher(text);
    String line = named.matches() ? named.group(2) : text;
    String first = line.strip().split("\\s+", 2)[0];
    Path file = Path.of(first).getFileName();
    String name = named.matches() ? named.group(1) : file == null ? first : file.toString();
    return new CommandText(name, command(line));
  }

  /// A path is executed as it is; anything else by a shell, which the command then replaces.
  private static List<String> command(String line) {
    Path path = Path.of(line.strip());
    return Files.isRegularFile(path)
        ? List.of(path.toAbsolutePath().toString())
        : List.of("/bin/sh", "-c", "exec " + line);
  }
}
