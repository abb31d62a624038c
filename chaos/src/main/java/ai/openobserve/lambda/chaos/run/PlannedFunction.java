package ai.openobserve.lambda.chaos.run;

import ai.openobserve.lambda.chaos.backend.Backend;
import ai.openobserve.lambda.chaos.plan.Mood;
import ai.openobserve.lambda.chaos.plan.Plan;
import ai.openobserve.lambda.chaos.plan.Step;
import ai.openobserve.lambda.sandbox.model.FunctionCode;
import ai.openobserve.lambda.sandbox.model.InvocationContext;
import ai.openobserve.lambda.sandbox.model.RuntimeExit;
import java.io.IOException;
import java.time.Duration;

/// The function of a run: the payload of an invocation is the number of its step.
final class PlannedFunction implements FunctionCode {
  private static final Duration LONGER_THAN_ANY_TIME_OUT = Duration.ofSeconds(60);

  private final Plan plan;
  private final Backend backend;
  private final Runnable killExtension;
  private final boolean poisons;

  /// @param killExtension ends the extension's process
  PlannedFunction(Plan plan, Backend backend, Runnable killExtension) {
    this.plan = plan;
    this.backend = backend;
    this.killExtension = killExtension;
    this.poisons = plan.moods().stream().anyMatch(Mood.Poisoned.class::isInstance);
  }

  @Override
  public String handle(InvocationContext invocation) throws InterruptedException, IOException {
    int number = Integer.parseInt(invocation.payload());
    if (!(plan.steps().get(number) instanceof Step.Invoke step)) {
      throw new IllegalStateException("Step %d is no invocation".formatted(number));
    }
    for (int i = 0; i < step.lines(); i++) {
      invocation.log(line(number, i, step.bytes()));
    }
    invocation.take(step.work().dividedBy(2));
    if (step.midway().isPresent()) {
      backend.turn(step.midway().get());
    }
    invocation.take(step.work().dividedBy(2));
    return end(invocation, step);
  }

  private String line(int step, int number, int bytes) {
    String poison = poisons && number == 1 ? Backend.POISON + " " : "";
    String head = "seed %d step %d line %d %s".formatted(plan.seed(), step, number, poison);
    return head + "x".repeat(Math.max(0, bytes - head.length()));
  }

  private String end(InvocationContext invocation, Step.Invoke step) throws InterruptedException {
    switch (step.ending()) {
      case ANSWER -> {}
      case ERROR -> throw new IllegalStateException("as planned");
      case HANG -> invocation.take(LONGER_THAN_ANY_TIME_OUT);
      case EXIT -> throw new RuntimeExit(1);
      case KILL -> killExtension.run();
    }
    return "{}";
  }
}
