package ai.openobserve.lambda.chaos.check;

import ai.openobserve.lambda.chaos.run.Observation;
import java.util.ArrayList;
import java.util.List;

/// Everything that must hold.
public final class Checker {
  private Checker() {}

  /// What was violated; empty if all is well.
  ///
  /// @param isNative whether the executable was run, whose memory and times are promised
  public static List<Violation> check(Observation seen, boolean isNative) {
    List<Violation> violations = new ArrayList<>();
    violations.addAll(new TimeRules(seen, isNative).check());
    violations.addAll(new LedgerRules(seen).check());
    violations.addAll(new LineRules(seen).check());
    violations.addAll(new BoundRules(seen, isNative).check());
    return violations;
  }
}
