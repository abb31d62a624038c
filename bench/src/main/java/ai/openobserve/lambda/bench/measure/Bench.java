package ai.openobserve.lambda.bench.measure;

import ai.openobserve.lambda.bench.process.Stopwatch;
import java.nio.file.Path;
import java.util.List;

/// What every benchmark needs.
///
/// @param programs the folder of the compiled C programs
/// @param subjects the extensions to measure in turns
/// @param quick one minute instead of ten: fewer repetitions, less data, fewer cases
public record Bench(Path programs, List<Subject> subjects, boolean quick) {
  public Bench {
    subjects = List.copyOf(subjects);
  }

  public Stopwatch stopwatch() {
    return new Stopwatch(programs.resolve("stopwatch"));
  }

  /// The subjects that are this project's own.
  public List<Subject> ours() {
    return subjects.stream().filter(Subject::ours).toList();
  }

  int pick(int inQuick, int inFull) {
    return quick ? inQuick : inFull;
  }
}
