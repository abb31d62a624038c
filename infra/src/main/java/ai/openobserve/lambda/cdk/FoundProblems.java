package ai.openobserve.lambda.cdk;

import java.util.List;
import software.constructs.IValidation;

/// Problems known already, for the synth to report with all the others.
record FoundProblems(List<String> problems) implements IValidation {
  FoundProblems {
    problems = List.copyOf(problems);
  }

  @Override
  public List<String> validate() {
    return problems;
  }
}
