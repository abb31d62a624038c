package ai.openobserve.lambda.bench.measure;

import ai.openobserve.lambda.bench.process.Stopwatch;
import java.nio.file.Path;
import java.util.List;

/// What every benchmark needs.
///
/// @param programs the folder of the compiled C programs
/// @param subjects the extensions that are measured in turns
/// @param quick a minute instead of ten: fewer repetitions, less data, fewer cases
public record Bench(Path programs, List<Subject> subjects, boolean quick) {
  public Bench {
    subjects = List.copyOf(subjects);
  }

  public Stopwatch stopwatch() {
    return new Stopwatch(programs.resolve("stopwatch"));
  }

  /// Our own programs among the subjects.
  public List<Subject> ours() {
    return subjects.stream().filter(Subject::ours).toList();
  }

  int pick(int inQuick, int inFull) {
    return quick ? inQuick : inFull;
  }
}
