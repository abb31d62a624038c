package ai.openobserve.lambda.chaos.run;

import ai.openobserve.lambda.chaos.backend.Backend;
import ai.openobserve.lambda.chaos.plan.Plan;
import ai.openobserve.lambda.chaos.plan.Settings;
import ai.openobserve.lambda.chaos.plan.Step;
import ai.openobserve.lambda.sandbox.ExtensionProcess;
import ai.openobserve.lambda.sandbox.Sandbox;
import ai.openobserve.lambda.sandbox.SandboxBuilder;
import ai.openobserve.lambda.sandbox.model.Function;
import ai.openobserve.lambda.sandbox.model.InvokeResult;
import ai.openobserve.lambda.sandbox.model.ShutdownReason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/// Carries one plan out. Used by one thread.
public final class Run {
  private static final Duration INIT_PATIENCE = Duration.ofSeconds(60);
  private static final Duration EXIT_PATIENCE = Duration.ofSeconds(20);

  /// A JVM that starts within an invocation takes longer than the executable.
  private static final int JVM_PATIENCE = 4;

  private final Plan plan;
  private final Target target;
  private final Stalls stalls;
  private final CompletableFuture<Sandbox> started = new CompletableFuture<>();
  private final List<Observation.Invocation> invocations = new ArrayList<>();
  private final Lives lives;
  private boolean firstInit;

  private Run(Plan plan, Target target, Stalls stalls) {
    this.plan = plan;
    this.target = target;
    this.stalls = stalls;
    this.lives = new Lives(stalls);
  }

  /// Runs a plan.
  ///
  /// @throws IOException if this machine cannot run it: no ports, no files
  public static Observation of(Plan plan, Target target, Stalls stalls)
      throws IOException, InterruptedException {
    return new Run(plan, target, stalls).run();
  }

  private Observation run() throws IOException, InterruptedException {
    Path authority = Files.createTempFile("chaos-authority", ".pem");
    Backend backend = new Backend(plan.settings().tls());
    try (backend) {
      Files.writeString(authority, backend.authorityPem().orElse(""));
      try (Sandbox sandbox = builder(backend, authority).start()) {
        started.complete(sandbox);
        firstInit = sandbox.init().succeeded();
        lives.begin(sandbox);
        for (int i = 0; i < plan.steps().size(); i++) {
          take(i, plan.steps().get(i), sandbox, backend);
        }
      }
    } finally {
      Files.deleteIfExists(authority);
    }
    return observation(started.join(), backend);
  }

  /// Everything is closed: nothing changes any more.
  private Observation observation(Sandbox sandbox, Backend backend) {
    return new Observation(
        plan,
        firstInit,
        invocations,
        lives.all(),
        Requests.of(backend.sink(), plan.settings().requestTimeout(), stalls),
        sandbox.functionLines(),
        backend.sink().functionLines(),
        backend.spells(),
        backend.cuts());
  }

  private SandboxBuilder builder(Backend backend, Path authority) {
    Settings settings = plan.settings();
    SandboxBuilder builder =
        Sandbox.builder()
            .extension(Target.NAME, target.command())
            .function(
                Function.scripted(new PlannedFunction(plan, backend, () -> kill(started.join()))))
            .flavour(settings.flavour())
            .telemetryMode(settings.telemetryMode())
            .timeout(settings.functionTimeout().multipliedBy(target.isNative() ? 1 : JVM_PATIENCE))
            .initTimeout(INIT_PATIENCE)
            .shutdownTimeout(settings.shutdownTimeout())
            .environment(settings.variables())
            .environment("O2_ENDPOINT", backend.url())
            .environment("O2_ORGANIZATION_ID", backend.sink().organization())
            .environment("O2_AUTHORIZATION_HEADER", backend.sink().authorization());
    return settings.tls() ? builder.environment("SSL_CERT_FILE", authority.toString()) : builder;
  }

  private static void kill(Sandbox sandbox) {
    OptionalLong pid = sandbox.extension().pid();
    pid.ifPresent(id -> ProcessHandle.of(id).ifPresent(ProcessHandle::destroyForcibly));
  }

  private void take(int number, Step step, Sandbox sandbox, Backend backend)
      throws IOException, InterruptedException {
    switch (step) {
      case Step.Invoke invoke -> invoke(number, invoke, sandbox);
      case Step.Pause(Duration duration) -> Thread.sleep(duration);
      case Step.Turn(var mood) -> backend.turn(mood);
      case Step.Cut(boolean silently) -> backend.cut(silently);
      case Step.LoseAcknowledgements(int posts) -> sandbox.telemetry().loseAcknowledgements(posts);
      case Step.Garbage(String body) ->
          sandbox.telemetry().injectBody(body.getBytes(StandardCharsets.UTF_8));
      case Step.Shutdown(ShutdownReason reason) -> {
        long from = System.nanoTime();
        lives.look(sandbox);
        sandbox.shutdown(reason);
        lives.end(sandbox, reason, from);
      }
    }
  }

  private void invoke(int number, Step.Invoke step, Sandbox sandbox) {
    lives.beginAgain(sandbox);
    long from = System.nanoTime();
    InvokeResult result = sandbox.invoke(Integer.toString(number));
    // The process is another one if the environment had ended before.
    ExtensionProcess process = sandbox.extension();
    lives.serve(process);
    // The phase's end, not the call's: that includes the shutdown of an environment that failed.
    long end = from + result.timings().phase().toNanos();
    invocations.add(
        new Observation.Invocation(
            number,
            lives.number(),
            step.ending(),
            result.status(),
            result.timings().addedByExtensions(),
            from,
            end,
            stalls.in(from, end)));
    switch (result.status()) {
      case SUCCESS, ERROR -> {
        lives.look(sandbox);
        if (step.ending() == Step.Ending.KILL) {
          int _ = process.awaitExit(EXIT_PATIENCE);
          lives.end(sandbox, ShutdownReason.FAILURE, end);
        }
      }
      case TIMEOUT -> lives.end(sandbox, ShutdownReason.TIMEOUT, end);
      case FAILURE -> lives.end(sandbox, ShutdownReason.FAILURE, end);
    }
  }
}
