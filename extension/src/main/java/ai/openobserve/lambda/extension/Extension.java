package ai.openobserve.lambda.extension;

import ai.openobserve.lambda.extension.config.Configuration;
import ai.openobserve.lambda.extension.config.FlushStrategy;
import ai.openobserve.lambda.extension.config.TelemetryType;
import ai.openobserve.lambda.extension.lambda.LambdaApi;
import ai.openobserve.lambda.extension.lambda.LambdaApiException;
import ai.openobserve.lambda.extension.lambda.LambdaEvent;
import ai.openobserve.lambda.extension.lambda.Registration;
import ai.openobserve.lambda.extension.log.Log;
import ai.openobserve.lambda.extension.time.Clocks;
import ai.openobserve.lambda.extension.time.Deadline;
import ai.openobserve.lambda.extension.time.Waiter;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The life cycle of the registered extension: starts the listener, subscribes to telemetry, then
/// handles events until SHUTDOWN.
///
/// Sends nothing to OpenObserve before it asks for the first event: until then the user's function
/// is waiting for us. Runs on one thread; the pipeline has its own threads.
final class Extension {
  /// Pause after an event that could not be handled. It doubles with each one in a row, so that
  /// they do not become a busy loop.
  private static final Duration PAUSE = Duration.ofMillis(10);

  private static final int LONGEST_PAUSE = 7;

  private final LambdaApi api;
  private final Configuration configuration;
  private final Pipeline pipeline;
  private final Flavour flavour;
  private final Registration registration;
  private final Clocks clocks;
  private final Log log;
  private final Shutdown shutdown;
  private final Deadline init;
  private int odd;

  /// @param init deadline for asking for the first event
  Extension(
      LambdaApi api,
      Configuration configuration,
      Pipeline pipeline,
      Flavour.Registered registered,
      Deadline init,
      Clocks clocks,
      Log log) {
    this.init = init;
    this.api = api;
    this.configuration = configuration;
    this.pipeline = pipeline;
    this.flavour = registered.flavour();
    this.registration = registered.registration();
    this.clocks = clocks;
    this.log = log;
    this.shutdown = new Shutdown(pipeline, clocks, log);
  }

  /// Runs until SHUTDOWN.
  ///
  /// @throws LambdaApiException if Lambda's API fails, after one last short flush
  void run() throws LambdaApiException, InterruptedException {
    pipeline.listener().start();
    log.info(
        "Extension registered successfully: "
            + registration.functionName()
            + " (ID: "
            + registration.identifier()
            + ")");
    int port = pipeline.listener().port();
    TelemetrySubscription telemetry =
        new TelemetrySubscription(
            api.subscription(subscribedTypes(), port),
            pipeline.watch(),
            port,
            clocks,
            Waiter.THREAD,
            log);
    telemetry.begin(init);
    if (flavour == Flavour.MANAGED_INSTANCES) {
      pipeline.flusher().follow(FlushStrategy.CONTINUOUS);
    }
    Invocations invocations =
        new Invocations(configuration, pipeline, telemetry::isActive, clocks, log);
    try {
      follow(invocations);
    } catch (LambdaApiException e) {
      shutdown.afterTheApiIsGone();
      throw e;
    }
  }

  /// Always includes platform events, forwarded or not: they say when an invocation is done.
  private Set<TelemetryType> subscribedTypes() {
    EnumSet<TelemetryType> types = EnumSet.of(TelemetryType.PLATFORM);
    types.addAll(configuration.telemetryTypes());
    return types;
  }

  private void follow(Invocations invocations) throws LambdaApiException, InterruptedException {
    boolean goesOn = true;
    while (goesOn) {
      try {
        goesOn = handle(api.next(), invocations);
      } catch (RuntimeException | Error e) {
        // Whatever it is, exiting would end the user's environment.
        goOnAfter("Unexpected error while handling an event, continuing: " + e);
      }
    }
  }

  private boolean handle(LambdaEvent event, Invocations invocations) throws InterruptedException {
    return switch (event) {
      case LambdaEvent.Invoke invoke -> {
        invocations.follow(invoke);
        odd = 0;
        yield true;
      }
      case LambdaEvent.Shutdown last -> {
        shutdown.run(last, telemetryOf(invocations));
        yield false;
      }
      case LambdaEvent.Unknown(String type) -> {
        goOnAfter("Ignoring an event of unknown type '" + type + "'");
        yield true;
      }
    };
  }

  private static @Nullable String telemetryOf(Invocations invocations) {
    return invocations.hasTelemetry() ? invocations.newest() : null;
  }

  private void goOnAfter(String line) throws InterruptedException {
    if (odd == 0) {
      log.error(line);
    } else {
      log.debug(line);
    }
    Waiter.THREAD.pause(PAUSE.multipliedBy(1L << Math.min(odd, LONGEST_PAUSE)));
    odd++;
  }
}
