package ai.openobserve.lambda.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openobserve.lambda.sandbox.model.Function;
import ai.openobserve.lambda.sandbox.model.InvokeResult;
import ai.openobserve.lambda.sandbox.model.ShutdownReason;
import ai.openobserve.lambda.sandbox.model.ShutdownResult;
import ai.openobserve.lambda.sandbox.model.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Extensions as real processes: their environment, how they end, and the freezer.
@Timeout(120)
class ChildProcessTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static SandboxBuilder sandbox(String behaviour) {
    return Sandbox.builder().extension("fake", FakeExtensionProgram.command(behaviour));
  }

  @Test
  void givesExtensionsLambdasEnvironmentAndNothingOfThisMachines() throws IOException {
    try (Sandbox sandbox =
        sandbox("environment")
            .environment("O2_STREAM", "orders")
            .functionName("orders")
            .memorySizeMb(512)
            .start()) {
      assertThat(sandbox.init().succeeded()).isTrue();
      sandbox.extension().awaitLine("environment written"::equals, PATIENCE);
      List<String> names =
          sandbox.extension().lines().stream()
              .filter(line -> line.startsWith("env "))
              .map(line -> line.substring(4, line.indexOf('=')))
              .toList();
      assertThat(sandbox.extension().lines())
          .contains(
              "env O2_STREAM=orders",
              "env AWS_LAMBDA_FUNCTION_NAME=orders",
              "env AWS_LAMBDA_FUNCTION_MEMORY_SIZE=512",
              "env AWS_LAMBDA_INITIALIZATION_TYPE=on-demand",
              "env AWS_REGION=eu-west-1",
              "env AWS_LAMBDA_RUNTIME_API=" + sandbox.runtimeApi());
      assertThat(names)
          .doesNotContain(
              "_HANDLER",
              "AWS_EXECUTION_ENV",
              "AWS_LAMBDA_LOG_GROUP_NAME",
              "AWS_LAMBDA_LOG_STREAM_NAME")
          .allMatch(name ->
              name.startsWith("AWS_")
                  || name.startsWith("LAMBDA_")
                  || List.of("O2_STREAM", "PATH", "HOME", "LANG", "TZ", "TMPDIR").contains(name));
      assertThat(sandbox.extension().timeToFirstNext()).isPresent();
    }
  }

  @Test
  void refusesReservedVariables() {
    assertThatThrownBy(() -> Sandbox.builder().environment("AWS_REGION", "x").start())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("AWS_REGION is reserved");
  }

  @Test
  void stopsTheProcessBetweenInvocationsAndContinuesIt() throws IOException {
    try (Sandbox sandbox = sandbox("obedient").start()) {
      long pid = sandbox.extension().pid().orElseThrow();
      assertThat(sandbox.invoke("1").succeeded()).isTrue();
      awaitStopped(pid);
      assertThat(sandbox.invoke("2").succeeded()).isTrue();
      awaitStopped(pid);
      ShutdownResult result = sandbox.shutdown(ShutdownReason.SPINDOWN);
      assertThat(result.clean()).isTrue();
      assertThat(sandbox.extension().lines())
          .filteredOn(line -> line.startsWith("event "))
          .satisfiesExactly(
              line -> assertThat(line).contains("INVOKE"),
              line -> assertThat(line).contains("INVOKE"),
              line -> assertThat(line).contains("SPINDOWN"));
    }
  }

  @Test
  void letsTheProcessRunOnWhereFreezingIsOff() throws IOException {
    try (Sandbox sandbox = sandbox("obedient").freezing(false).start()) {
      sandbox.invoke("1");
      assertThat(stateOf(sandbox.extension().pid().orElseThrow())).isNotEqualTo('T');
    }
  }

  @Test
  void killsWhatOutlivesTheShutdownPhase() throws IOException {
    try (Sandbox sandbox = sandbox("stubborn").shutdownTimeout(Duration.ofMillis(300)).start()) {
      sandbox.invoke("1");
      ShutdownResult result = sandbox.shutdown(ShutdownReason.SPINDOWN);
      assertThat(result.clean()).isFalse();
      assertThat(result.exit("fake").exitCode()).isEqualTo(137);
      assertThat(result.duration()).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }
  }

  @Test
  void failsTheInitWhenAnExtensionCrashes() throws IOException {
    try (Sandbox sandbox = sandbox("crash").start()) {
      assertThat(sandbox.init().status()).isEqualTo(Status.ERROR);
      assertThat(sandbox.init().errorType()).hasValue("Extension.Crash");
      assertThat(sandbox.extension().awaitExit(PATIENCE)).isEqualTo(3);
      assertThat(sandbox.extension().lines()).contains("cannot start");
      InvokeResult result = sandbox.invoke("1");
      assertThat(result.status()).isEqualTo(Status.FAILURE);
      assertThat(result.errorType()).hasValue("Extension.Crash");
    }
  }

  @Test
  void failsTheInitWhenTheCommandCannotBeExecuted() throws IOException {
    try (Sandbox sandbox =
        Sandbox.builder().extension(Path.of("target", "no-such-extension")).start()) {
      assertThat(sandbox.init().errorType()).hasValue("Extension.LaunchError");
    }
  }

  @Test
  void initialisesAnewAfterAnExtensionHasCrashed() throws IOException {
    try (Sandbox sandbox = sandbox("crash-on-invoke").start()) {
      long first = sandbox.extension().pid().orElseThrow();
      InvokeResult result = sandbox.invoke("1");
      assertThat(result.status()).isEqualTo(Status.FAILURE);
      assertThat(result.errorType()).hasValue("Extension.Crash");
      sandbox.invoke("2");
      assertThat(sandbox.extension().pid().orElseThrow()).isNotEqualTo(first);
    }
  }

  @Test
  void failsTheInvocationOnAnExitError() throws IOException {
    try (Sandbox sandbox = sandbox("exit-error").start()) {
      assertThat(sandbox.invoke("1").errorType()).hasValue("Extension.ExitError");
    }
  }

  @Test
  void startsANewProcessAfterATimeOut() throws IOException {
    CountDownLatch never = new CountDownLatch(1);
    Function slowFirst =
        Function.scripted(invocation -> {
          if (invocation.payload().equals("slow")) {
            never.await();
          }
          return "done";
        });
    try (Sandbox sandbox =
        sandbox("obedient").function(slowFirst).timeout(Duration.ofSeconds(5)).start()) {
      long first = sandbox.extension().pid().orElseThrow();
      assertThat(sandbox.invoke("slow").status()).isEqualTo(Status.TIMEOUT);
      assertThat(sandbox.invoke("quick").succeeded()).isTrue();
      assertThat(sandbox.extension().pid().orElseThrow()).isNotEqualTo(first);
      assertThat(sandbox.telemetry().events().entries())
          .anyMatch(event ->
              event.contains("platform.initStart") && event.contains("\"phase\":\"invoke\""));
    }
  }

  @Test
  void leavesNoProcessBehind() throws IOException {
    long pid;
    try (Sandbox sandbox = sandbox("stubborn").start()) {
      pid = sandbox.extension().pid().orElseThrow();
    }
    ProcessHandle.of(pid)
        .ifPresent(handle ->
            handle
                .onExit()
                .orTimeout(PATIENCE.toSeconds(), java.util.concurrent.TimeUnit.SECONDS)
                .join());
    assertThat(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)).isFalse();
  }

  @Test
  void breaksTheApiOffOnDemand() throws IOException {
    try (Sandbox sandbox = sandbox("obedient").start()) {
      sandbox.breakRuntimeApi();
      assertThat(sandbox.extension().awaitExit(PATIENCE)).isNotZero();
    }
  }

  /// A signal takes effect when the kernel schedules the process, and nothing reports that.
  private static void awaitStopped(long pid) throws IOException {
    while (stateOf(pid) != 'T') {
      Thread.onSpinWait();
    }
  }

  private static char stateOf(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
    return stat.charAt(stat.lastIndexOf(')') + 2);
  }
}
