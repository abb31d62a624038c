package ai.openobserve.lambda.extension;

import ai.openobserve.lambda.extension.config.Configuration;
import ai.openobserve.lambda.extension.config.FlushStrategy;
import ai.openobserve.lambda.extension.config.TelemetryType;
import ai.openobserve.lambda.extension.flush.FlushPolicy;
import ai.openobserve.lambda.extension.flush.InvocationHistory;
import ai.openobserve.lambda.extension.lambda.LambdaApi;
import ai.openobserve.lambda.extension.lambda.LambdaApiException;
import ai.openobserve.lambda.extension.lambda.LambdaEvent;
import ai.openobserve.lambda.extension.lambda.Registration;
import ai.openobserve.lambda.extension.lambda.Subscription;
import ai.openobserve.lambda.extension.log.Log;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/// The life of the extension beside a function: listen, register, subscribe, then event after event
/// until SHUTDOWN.
///
/// No request leaves for OpenObserve before the first event was asked for: until then the user's
/// function waits for us. Runs on one thread; the pipeline has its own.
final class Extension {
  /// Kept of the shutdown deadline for the last line and the exit.
  private static final Duration EXIT_MARGIN = Duration.ofMillis(300);

  /// Kept of an invocation's deadline: an extension that is late there times the function out.
  private static final Duration INVOKE_MARGIN = Duration.ofMillis(100);

  /// What the last report and the lines after it may take at shutdown.
  private static final Duration TRAILING = Duration.ofMillis(300);

  /// What a flush may take when Lambda's API is gone, and with it whoever would kill us.
  private static final Duration GONE_FLUSH = Duration.ofSeconds(1);

  private static final Duration QUIET = Duration.ofMillis(80);

  private final LambdaApi api;
  private final Configuration configuration;
  private final Pipeline pipeline;
  private final Clocks clocks;
  private final Log log;
  private final InvocationHistory history;
  private boolean managedInstances;
  private boolean telemetry;
  private String lastRequestId = "";
  private long doneWhenMissed = -1;

  /// @param managedInstances whether AWS_LAMBDA_INITIALIZATION_TYPE says so
  Extension(
      LambdaApi api,
      Configuration configuration,
      Pipeline pipeline,
      boolean managedInstances,
      Clocks clocks,
      Log log) {
    this.api = api;
    this.configuration = configuration;
    this.pipeline = pipeline;
    this.managedInstances = managedInstances;
    this.clocks = clocks;
    this.log = log;
    this.history = new InvocationHistory(clocks.wall(), clocks.nanos());
  }

  /// Returns after SHUTDOWN.
  ///
  /// @throws LambdaApiException where Lambda refuses us or is gone; what was buffered is then
  ///   delivered as far as a short time allows
  void run() throws LambdaApiException, InterruptedException {
    pipeline.listener().start();
    register();
    subscribe();
    if (managedInstances) {
      pipeline.listener().invocationsOverlap();
      pipeline.flusher().follow(FlushStrategy.CONTINUOUS);
    }
    try {
      followEvents();
    } catch (LambdaApiException e) {
      finish(GONE_FLUSH);
      throw e;
    }
  }

  private void register() throws LambdaApiException {
    Registration registration;
    try {
      registration = api.register(!managedInstances);
    } catch (LambdaApiException e) {
      if (managedInstances || !e.refusesInvoke()) {
        throw e;
      }
      // Some environments do not say that they are Managed Instances.
      managedInstances = true;
      registration = api.register(false);
    }
    log.info(
        "Extension registered successfully: "
            + registration.functionName()
            + " (ID: "
            + registration.identifier()
            + ")");
  }

  /// A failed subscription costs the telemetry, never the function.
  private void subscribe() {
    int port = pipeline.listener().port();
    try {
      if (api.subscribe(subscribedTypes(), port) == Subscription.ACTIVE) {
        telemetry = true;
        log.info("Successfully subscribed to Logs API on port " + port);
      } else {
        log.warn("The Telemetry API is not supported here: there will be no logs to forward");
      }
    } catch (LambdaApiException e) {
      log.error("Subscribing to telemetry failed, no logs will be forwarded: " + e.getMessage());
    }
  }

  /// Platform events tell when an invocation is done, even where they are not to be forwarded.
  private Set<TelemetryType> subscribedTypes() {
    EnumSet<TelemetryType> types = EnumSet.of(TelemetryType.PLATFORM);
    types.addAll(configuration.telemetryTypes());
    return types;
  }

  private void followEvents() throws LambdaApiException, InterruptedException {
    while (true) {
      switch (api.next()) {
        case LambdaEvent.Invoke invoke -> invoked(invoke);
        case LambdaEvent.Shutdown shutdown -> {
          shutDown(shutdown);
          return;
        }
      }
    }
  }

  private void invoked(LambdaEvent.Invoke invoke) throws InterruptedException {
    lastRequestId = invoke.requestId();
    FlushStrategy strategy =
        FlushPolicy.choose(configuration.flushStrategy(), history.started(endUnseen()));
    log.debug("Invocation " + invoke.requestId() + ", flush strategy " + strategy);
    pipeline.flusher().begin(strategy);
    if (telemetry && strategy != FlushStrategy.CONTINUOUS) {
      if (!awaitRuntimeDone(invoke, strategy)) {
        doneWhenMissed = pipeline.watch().runtimesDone();
      }
      pipeline.flusher().flush(shorter(configuration.flushBudget(), left(invoke.deadline())));
    }
    history.ended();
  }

  /// Whether we waited for an end in vain and have heard of none since: then no more invocation is
  /// held for it.
  private boolean endUnseen() {
    return doneWhenMissed == pipeline.watch().runtimesDone();
  }

  private boolean awaitRuntimeDone(LambdaEvent.Invoke invoke, FlushStrategy strategy)
      throws InterruptedException {
    String requestId = invoke.requestId();
    Duration left = left(invoke.deadline());
    if (configuration.flushStrategy() == FlushStrategy.AUTO
        && strategy == FlushStrategy.END
        && left.compareTo(FlushPolicy.LONG) > 0) {
      if (pipeline.watch().awaitRuntimeDone(requestId, FlushPolicy.LONG)) {
        return true;
      }
      // It has become a long one.
      pipeline.flusher().follow(FlushStrategy.PERIODIC);
      left = left(invoke.deadline());
    }
    return pipeline.watch().awaitRuntimeDone(requestId, left);
  }

  private void shutDown(LambdaEvent.Shutdown shutdown) throws InterruptedException {
    Duration deadline = between(clocks.wall().instant(), shutdown.deadline());
    log.info("Starting shutdown sequence with " + tenths(deadline) + "s deadline");
    if (telemetry) {
      awaitTrailing(shorter(TRAILING, deadline.dividedBy(3)));
    }
    finish(left(shutdown.deadline(), EXIT_MARGIN));
  }

  /// Telemetry is taken in while the flush goes on, but not after it: our own lines about it would
  /// be the next records, and lost ones.
  private void finish(Duration most) throws InterruptedException {
    pipeline.flusher().flushBy(most);
    pipeline.listener().close();
    if (pipeline.flusher().finish()) {
      log.info("Final flush completed successfully");
    } else {
      log.warn("Final flush ended with records lost");
    }
    log.info("Records: " + pipeline.ledger().summary());
  }

  /// The last report is written after all extensions are ready, so it comes only now; what else
  /// comes, comes with it or shortly after.
  private void awaitTrailing(Duration most) throws InterruptedException {
    pipeline.flusher().flushInBackground();
    long end = clocks.nanos().getAsLong() + most.toNanos();
    if (!lastRequestId.isEmpty()) {
      pipeline.watch().awaitReport(lastRequestId, most);
    }
    Duration rest = Duration.ofNanos(Math.max(0, end - clocks.nanos().getAsLong()));
    pipeline.watch().awaitQuiet(QUIET, rest);
  }

  private Duration left(Instant deadline) {
    return left(deadline, INVOKE_MARGIN);
  }

  private Duration left(Instant deadline, Duration margin) {
    return between(clocks.wall().instant(), deadline.minus(margin));
  }

  private static Duration between(Instant from, Instant to) {
    Duration between = Duration.between(from, to);
    return between.isNegative() ? Duration.ZERO : between;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  private static String tenths(Duration duration) {
    long tenths = (duration.toMillis() + 50) / 100;
    return tenths / 10 + "." + tenths % 10;
  }
}
