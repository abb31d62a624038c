package ai.openobserve.lambda.demo.run;

import ai.openobserve.lambda.sandbox.model.Status;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// One step of the demo for a function, between its init and its shutdown.
public sealed interface Step {
  /// Longer than the sink keeps idle connections open.
  Duration FREEZE = Duration.ofMillis(1500);

  /// Longer than the extension waits before its second retry.
  Duration LONG_FREEZE = Duration.ofMillis(2500);

  /// An invocation.
  ///
  /// @param order the order number in the event
  /// @param fails whether the event makes the function fail
  record Invoke(String order, boolean fails) implements Step {
    /// The event.
    String event() {
      return fails
          ? "{\"order\": \"%s\", \"fail\": true}".formatted(order)
          : "{\"order\": \"%s\"}".formatted(order);
    }

    /// How the invocation should end.
    Status expected() {
      return fails ? Status.ERROR : Status.SUCCESS;
    }
  }

  /// No invocation for a while: Lambda stops every process.
  record Freeze(Duration duration) implements Step {}

  /// From now on, the sink rejects everything with 503.
  record Outage() implements Step {}

  /// The sink works again.
  record Recovery() implements Step {}

  /// Invocations until the user of the live view finishes the run.
  record Watched() implements Step {
    /// Time to read between two invocations.
    static final Duration PAUSE = Duration.ofSeconds(2);
  }

  /// Invocations, a freeze, a deliberate failure and, if there is a sink that can fail, an outage.
  static List<Step> scenario(boolean withOutage) {
    List<Step> usual =
        List.of(
            new Invoke("A-1001", false),
            new Invoke("A-1002", false),
            new Freeze(FREEZE),
            new Invoke("A-1003", true));
    List<Step> outage =
        List.of(
            new Outage(),
            new Invoke("A-1004", false),
            new Recovery(),
            new Freeze(LONG_FREEZE),
            new Invoke("A-1005", false));
    return withOutage ? Stream.concat(usual.stream(), outage.stream()).toList() : usual;
  }
}
