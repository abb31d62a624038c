package ai.openobserve.lambda.cdk.report;

import java.util.List;
import software.constructs.IValidation;

/// Problems found earlier, for the synth to report with all the others.
public record FoundProblems(List<String> problems) implements IValidation {
  public FoundProblems {
    problems = List.copyOf(problems);
  }

  @Override
  public List<String> validate() {
    return problems;
  }
}
