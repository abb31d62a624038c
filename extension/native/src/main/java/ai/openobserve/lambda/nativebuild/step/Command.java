package ai.openobserve.lambda.nativebuild.step;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// A program to run, with its arguments, environment and folder. Its output goes to a log file, the
/// end of which is shown if the program fails.
public final class Command {
  private static final int SHOWN = 15;

  private final List<String> words;
  private final Map<String, String> environment = new HashMap<>();
  private Path folder = Path.of("").toAbsolutePath();
  private Consumer<String> listener = line -> {};
  private Optional<Duration> limit = Optional.empty();
  private boolean alone;

  public Command(List<String> words) {
    this.words = List.copyOf(words);
  }

  public Command(String... words) {
    this(List.of(words));
  }

  public Command with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /// Kills it after this time.
  public Command within(Duration limit) {
    this.limit = Optional.of(limit);
    return this;
  }

  /// Runs it without this process's environment.
  public Command alone() {
    alone = true;
    return this;
  }

  public Command in(Path folder) {
    this.folder = folder;
    return this;
  }

  /// Passes each line to the listener as it is printed.
  public Command tell(Consumer<String> listener) {
    this.listener = listener;
    return this;
  }

  /// A program's exit code and its last lines.
  public record Outcome(int code, List<String> lastLines) {
    public Outcome {
      lastLines = List.copyOf(lastLines);
    }
  }

  /// Runs it to completion. Standard output and error are both appended to the log.
  public Outcome run(Path log) throws IOException, InterruptedException {
    Files.createDirectories(log.toAbsolutePath().getParent());
    ProcessBuilder builder = new ProcessBuilder(words).directory(folder.toFile());
    if (alone) {
      builder.environment().clear();
    }
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true).redirectInput(new File("/dev/null"));
    Process process = builder.start();
    limit.ifPresent(time ->
        CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS)
            .execute(process::destroyForcibly));
    Deque<String> last = new ArrayDeque<>();
    try (Writer writer =
            Files.newBufferedWriter(
                log,
                java.nio.file.StandardOpenOption.CREATE,
                java.nio.file.StandardOpenOption.APPEND);
        BufferedReader reader = process.inputReader()) {
      writer.write("$ " + String.join(" ", words) + "\n");
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        writer.write(line + "\n");
        listener.accept(line);
        if (last.size() == SHOWN) {
          last.removeFirst();
        }
        last.addLast(line);
      }
      return new Outcome(process.waitFor(), List.copyOf(last));
    } finally {
      process.destroyForcibly();
    }
  }

  /// Runs it, and fails with this message if its exit code is not 0.
  public void run(Path log, String whatToDo) throws IOException, InterruptedException {
    Outcome outcome = run(log);
    if (outcome.code() != 0) {
      throw new Problem(
          whatToDo
              + " ("
              + Path.of(words.getFirst()).getFileName()
              + " exited with "
              + outcome.code()
              + "; full output in "
              + log
              + ")\n    "
              + String.join("\n    ", outcome.lastLines()));
    }
  }

  /// Finds a program on the PATH.
  public static Optional<Path> find(String program) {
    return find(
        program, Optional.ofNullable(System.getenv("PATH")).orElse(""), Files::isExecutable);
  }

  static Optional<Path> find(String program, String path, Predicate<Path> executable) {
    return Arrays.stream(path.split(File.pathSeparator, -1))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, program))
        .filter(executable)
        .findFirst();
  }
}
