package ai.openobserve.lambda.bench.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Starts programs through `stopwatch.c`, because a JVM cannot tell when they begin or what they
/// use.
///
/// @param program the compiled stopwatch
public record Stopwatch(Path program) {
  /// The state of the page cache in which a program is started.
  public enum Cache {
    /// The page cache is left as it is.
    WARM,
    /// The program's file is dropped from the page cache, since a real cold start does not have it
    /// either.
    COLD
  }

  private static final Path NOWHERE = Path.of("/dev/null");

  /// Starts a program and discards its output.
  public Run start(Cache cache, List<String> command, Map<String, String> environment)
      throws IOException {
    return start(cache, command, environment, NOWHERE);
  }

  /// Starts a program.
  ///
  /// @param command the path of the executable, and its arguments
  /// @param environment the complete environment; nothing is inherited
  /// @param output the file for its standard output
  public Run start(Cache cache, List<String> command, Map<String, String> environment, Path output)
      throws IOException {
    List<String> words = new ArrayList<>(List.of(program.toString()));
    if (cache == Cache.COLD) {
      words.add("--cold");
    }
    words.add(output.toString());
    words.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process process = builder.start();
    BufferedReader answers = process.inputReader();
    long coldPages = cache == Cache.COLD ? coldPages(next(answers)) : 0;
    return Run.begun(process, answers, next(answers), coldPages);
  }

  private static long coldPages(String line) {
    if (!line.startsWith("cold ")) {
      throw new IllegalStateException("Unexpected output of the stopwatch: '" + line + "'");
    }
    return Long.parseLong(line.substring(5));
  }

  static String next(BufferedReader answers) throws IOException {
    String line = answers.readLine();
    if (line == null) {
      throw new IOException("The stopwatch printed nothing: is the program executable?");
    }
    return line;
  }
}
