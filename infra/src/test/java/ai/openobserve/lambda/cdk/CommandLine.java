package ai.openobserve.lambda.cdk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Runs programs to completion, within a time limit, and captures their output.
public record CommandLine(Path folder, Map<String, String> environment, Duration limit) {
  public CommandLine {
    environment = Map.copyOf(environment);
  }

  /// A program's exit code and its output, both streams combined.
  public record Outcome(int exitCode, String output, Duration took) {}

  public CommandLine with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(environment);
    more.put(name, value);
    return new CommandLine(folder, more, limit);
  }

  public Outcome run(String... command) throws InterruptedException {
    return run(List.of(command));
  }

  public Outcome run(List<String> command) throws InterruptedException {
    long begun = System.nanoTime();
    Path log = logFile();
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectOutput(log.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        throw new AssertionError(
            command + " takes longer than " + limit + ", and printed\n" + Files.readString(log));
      }
      return new Outcome(
          process.exitValue(), Files.readString(log), Duration.ofNanos(System.nanoTime() - begun));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path logFile() {
    try {
      Path log = Files.createTempFile("command", ".log");
      log.toFile().deleteOnExit();
      return log;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
