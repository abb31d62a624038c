package ai.openobserve.lambda.cdk.report;

import java.util.ArrayList;
import java.util.List;

/// Collects everything that is wrong, to report it at once instead of one mistake per synth.
///
/// Each problem is a complete statement: what was given, and what is allowed.
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

  /// Throws if there are any problems.
  ///
  /// @param subject what the problems are about, for the first line
  /// @throws IllegalArgumentException with one line per problem
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
