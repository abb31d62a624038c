package ai.openobserve.lambda.sandbox.view;

import ai.openobserve.lambda.sandbox.sink.Fault;
import ai.openobserve.lambda.sandbox.sink.Faults;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/// The fault of the sink that the user chose; it applies until the user chooses another. Guarded by
/// its own lock.
final class FaultSwitch {
  private static final Duration SLOW = Duration.ofSeconds(2);

  /// The choices.
  enum Choice {
    /// Every request is answered.
    NONE,
    /// Every request is answered with 503.
    UNAVAILABLE,
    /// No request is answered.
    HANG,
    /// Every request is answered late.
    SLOW,
    /// Something else answers, with 200 and a page.
    PORTAL;

    static Optional<Choice> of(String name) {
      return Stream.of(values()).filter(choice -> choice.name().equals(name)).findFirst();
    }

    Fault fault() {
      return switch (this) {
        case NONE -> Fault.none();
        case UNAVAILABLE -> Fault.status(503);
        case HANG -> Fault.hang();
        case SLOW -> Fault.delay(FaultSwitch.SLOW);
        case PORTAL -> Fault.status(200).body("<html><body>Please log in</body></html>");
      };
    }
  }

  private final Faults faults;
  private Choice chosen = Choice.NONE;

  FaultSwitch(Faults faults) {
    this.faults = faults;
  }

  synchronized Choice chosen() {
    return chosen;
  }

  /// Cuts requests that hang.
  synchronized void choose(Choice choice) {
    faults.clear();
    chosen = choice;
    if (choice != Choice.NONE) {
      faults.always(choice.fault());
    }
  }
}
