package ai.openobserve.lambda.chaos.plan;

import ai.openobserve.lambda.sandbox.model.ShutdownReason;
import java.util.List;
import java.util.stream.Collectors;

/// A run, made from its seed.
public record Plan(long seed, Settings settings, List<Step> steps) {
  /// @throws NullPointerException on nulls
  public Plan {
    steps = List.copyOf(steps);
  }

  /// Every mood the backend will be in, the first one included.
  public List<Mood> moods() {
    List<Mood> moods = new java.util.ArrayList<>();
    moods.add(new Mood.Healthy());
    for (Step step : steps) {
      switch (step) {
        case Step.Turn(Mood mood) -> moods.add(mood);
        case Step.Invoke invoke -> invoke.midway().ifPresent(moods::add);
        case Step.Pause(_),
            Step.Cut(_),
            Step.LoseAcknowledgements(_),
            Step.Garbage(_),
            Step.Shutdown(_) -> {}
      }
    }
    return moods;
  }

  /// The bytes that the function will write.
  public long bytes() {
    return steps.stream()
        .filter(Step.Invoke.class::isInstance)
        .map(Step.Invoke.class::cast)
        .mapToLong(invoke -> (long) invoke.lines() * invoke.bytes())
        .sum();
  }

  /// Whether this kind of ending occurs.
  public boolean has(Step.Ending ending) {
    return steps.stream()
        .anyMatch(step -> step instanceof Step.Invoke invoke && invoke.ending() == ending);
  }

  /// Whether the environment ends by this reason before the last step.
  public boolean has(ShutdownReason reason) {
    return steps.subList(0, steps.size() - 1).contains(new Step.Shutdown(reason));
  }

  @Override
  public String toString() {
    return "Seed %d: %s\n%s"
        .formatted(
            seed,
            settings,
            steps.stream().map(step -> "  " + step).collect(Collectors.joining("\n")));
  }
}
