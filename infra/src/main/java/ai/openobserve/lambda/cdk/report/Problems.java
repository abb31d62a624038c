package ai.openobserve.lambda.cdk.report;

import java.util.ArrayList;
import java.util.List;

/// Gathers everything that is wrong, so that it is reported at once and not one mistake a synth.
///
/// Each problem is a whole sentence that says what was given and what is allowed.
public final class Problems {
  private final List<String> problems = new ArrayList<>();

  public void add(String problem) {
    problems.add(problem);
  }

  public void addAll(List<String> more) {
    problems.addAll(more);
  }

  public boolean isEmpty() {
    return problems.isEmpty();
  }

  public List<String> list() {
    return List.copyOf(problems);
  }

  /// Throws where there is a problem.
  ///
  /// @param subject what the problems are of, for the first line
  /// @throws IllegalArgumentException with one line a problem
  public void throwIfAny(String subject) {
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(
          subject
              + ":\n  * "
              + String.join(
                  "\n  * ", problems.stream().map(p -> p.replace("\n", "\n  ")).toList()));
    }
  }
}
