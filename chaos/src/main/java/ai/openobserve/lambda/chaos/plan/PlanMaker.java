package ai.openobserve.lambda.chaos.plan;

import ai.openobserve.lambda.chaos.plan.Step.Ending;
import ai.openobserve.lambda.sandbox.model.Flavour;
import ai.openobserve.lambda.sandbox.model.ShutdownReason;
import ai.openobserve.lambda.sandbox.model.TelemetryMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/// Makes a plan from a seed: the same seed, the same plan.
public final class PlanMaker {
  private static final int MOST_STEPS = 14;
  private static final int MOST_LINES = 4000;

  /// What a run may take of pauses and work, so that it takes about a second.
  private static final int MOST_MILLIS = 900;

  private final long seed;
  private final Random random;
  private int millisLeft = MOST_MILLIS;

  private PlanMaker(long seed) {
    this.seed = seed;
    this.random = new Random(seed * 0x9E3779B97F4A7C15L + 1);
  }

  /// The plan of a seed.
  public static Plan plan(long seed) {
    return new PlanMaker(seed).make();
  }

  private Plan make() {
    Settings settings = settings();
    List<Step> steps = new ArrayList<>();
    int count = 3 + random.nextInt(MOST_STEPS - 3);
    while (steps.size() < count) {
      add(steps, settings);
    }
    if (chance(50)) {
      // The backend has recovered: everything that is held must arrive.
      steps.add(new Step.Turn(new Mood.Healthy()));
      steps.add(invoke(5, Ending.ANSWER, Optional.empty()));
    }
    steps.add(new Step.Shutdown(ShutdownReason.SPINDOWN));
    return new Plan(seed, settings, steps);
  }

  private Settings settings() {
    Map<String, String> variables = new TreeMap<>();
    int budget = one(100, 200, 400);
    int timeout = one(400, 600, 900);
    int buffer = one(1, 1, 2);
    int initialDelay = one(10, 30, 80);
    set(variables, "O2_FLUSH_BUDGET_MS", budget);
    set(variables, "O2_REQUEST_TIMEOUT_MS", timeout);
    set(variables, "O2_MAX_BUFFER_SIZE_MB", buffer);
    set(variables, "O2_FLUSH_INTERVAL_MS", one(50, 100, 300));
    set(variables, "O2_MAX_RETRIES", one(0, 1, 3));
    set(variables, "O2_INITIAL_RETRY_DELAY_MS", initialDelay);
    set(variables, "O2_MAX_RETRY_DELAY_MS", initialDelay * one(1, 3, 5));
    variables.put("O2_FLUSH_STRATEGY", one("auto", "auto", "end", "continuous", "periodic"));
    variables.put("O2_COMPRESSION", one("gzip", "gzip", "none"));
    variables.put("O2_METADATA", one("true", "true", "false"));
    if (chance(30)) {
      set(variables, "O2_BATCH_SIZE", one(3, 20, 100));
    }
    Flavour flavour =
        one(
            Flavour.ON_DEMAND,
            Flavour.ON_DEMAND,
            Flavour.ON_DEMAND,
            Flavour.ON_DEMAND,
            Flavour.PROVISIONED,
            Flavour.SNAP_START,
            Flavour.MANAGED_INSTANCES);
    boolean tls = chance(40);
    Duration shutdown = Duration.ofMillis(one(2000, 2000, 1000, 600));
    return new Settings(
        tls,
        flavour,
        telemetryMode(flavour),
        Duration.ofMillis(budget),
        Duration.ofMillis(timeout),
        buffer,
        Duration.ofSeconds(3),
        shutdown,
        variables);
  }

  /// The emulator has telemetry on Managed Instances alone.
  private TelemetryMode telemetryMode(Flavour flavour) {
    return flavour == Flavour.MANAGED_INSTANCES && chance(50)
        ? TelemetryMode.EMULATOR
        : TelemetryMode.LAMBDA;
  }

  private static void set(Map<String, String> variables, String name, int value) {
    variables.put(name, Integer.toString(value));
  }

  private void add(List<Step> steps, Settings settings) {
    int dice = random.nextInt(100);
    if (dice < 45) {
      steps.add(invoke(one(1, 3, 10, 40), Ending.ANSWER, midway()));
    } else if (dice < 50) {
      steps.add(flood(settings));
    } else if (dice < 55) {
      steps.add(invoke(3, ending(settings), midway()));
    } else if (dice < 72) {
      steps.add(new Step.Turn(mood()));
    } else if (dice < 85) {
      steps.add(new Step.Pause(millis(10, 50, 200, 700)));
    } else if (dice < 91) {
      steps.add(new Step.Cut(chance(50)));
    } else if (dice < 95) {
      steps.add(new Step.LoseAcknowledgements(1 + random.nextInt(2)));
    } else if (dice < 98) {
      steps.add(new Step.Garbage(one("garbage", "[{]", "{}", "[1,null,\"x\"]", "")));
    } else {
      steps.add(new Step.Shutdown(one(ShutdownReason.values())));
    }
    if (chance(10)) {
      // Several in a row: what is known of a bad backend must show.
      Step.Invoke again = invoke(2, Ending.ANSWER, Optional.empty());
      for (int i = 0; i < 5; i++) {
        steps.add(again);
      }
    }
  }

  private Step.Invoke invoke(int lines, Ending ending, Optional<Mood> midway) {
    return new Step.Invoke(lines, one(20, 120, 400), millis(0, 5, 40, 150), ending, midway);
  }

  private Step.Invoke flood(Settings settings) {
    int bytes = one(100, 1000, 20_000);
    long most = (long) settings.bufferMb() << 20;
    int lines = (int) Math.min(MOST_LINES, most * one(20, 60, 200) / 100 / bytes);
    return new Step.Invoke(lines, bytes, millis(5, 100), Ending.ANSWER, midway());
  }

  private Ending ending(Settings settings) {
    return settings.flavour() == Flavour.MANAGED_INSTANCES
        ? Ending.ERROR
        : one(Ending.ERROR, Ending.ERROR, Ending.HANG, Ending.EXIT, Ending.KILL);
  }

  private Optional<Mood> midway() {
    return chance(15) ? Optional.of(mood()) : Optional.empty();
  }

  private Mood mood() {
    return Moods.any(random);
  }

  /// A duration within what is left for the run.
  private Duration millis(Integer... choices) {
    int wanted = one(choices);
    int granted = Math.min(wanted, Math.max(millisLeft, 0));
    millisLeft -= granted;
    return Duration.ofMillis(granted);
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  @SafeVarargs
  @SuppressWarnings("varargs")
  private <T> T one(T... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
