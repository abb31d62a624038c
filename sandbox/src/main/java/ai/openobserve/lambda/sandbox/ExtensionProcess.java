package ai.openobserve.lambda.sandbox;

import ai.openobserve.lambda.sandbox.internal.environment.ExtensionAgent;
import ai.openobserve.lambda.sandbox.journal.Journal;
import ai.openobserve.lambda.sandbox.model.ExtensionState;
import ai.openobserve.lambda.sandbox.model.OutputLine;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Predicate;

/// One extension of the environment, seen from outside: its process, its state, and what it has
/// printed.
public final class ExtensionProcess {
  private final ExtensionAgent agent;

  ExtensionProcess(ExtensionAgent agent) {
    this.agent = agent;
  }

  /// The name under which it must register.
  public String name() {
    return agent.name();
  }

  /// Its process id; empty for an attached extension.
  public OptionalLong pid() {
    return agent.pid();
  }

  /// Its state.
  public ExtensionState state() {
    return agent.state();
  }

  /// The events it registered for.
  public List<String> events() {
    return agent.events();
  }

  /// From exec to its first request for the next event; empty before that.
  public Optional<Duration> timeToFirstNext() {
    return agent.timeToFirstNext();
  }

  /// The exit code, once it is gone.
  public OptionalInt exitCode() {
    return agent.exit().map(exit -> OptionalInt.of(exit.code())).orElse(OptionalInt.empty());
  }

  /// Waits until it is gone.
  ///
  /// @return its exit code
  /// @throws AwaitTimeoutException if it keeps running
  public int awaitExit(Duration timeout) {
    return agent.awaitExit(timeout);
  }

  /// Every line of its standard output and standard error.
  public Journal<OutputLine> output() {
    return agent.output();
  }

  /// The texts of [#output] so far.
  public List<String> lines() {
    return output().entries().stream().map(OutputLine::text).toList();
  }

  /// Waits for the first line that matches, including those already printed.
  ///
  /// @throws AwaitTimeoutException if there is none in time
  public String awaitLine(Predicate<String> predicate, Duration timeout) {
    return output().await(line -> predicate.test(line.text()), timeout).text();
  }

  /// Informs the sandbox that an attached extension has exited.
  ///
  /// @throws IllegalStateException if the sandbox started the extension itself
  public void markExited(int exitCode) {
    agent.markExited(exitCode);
  }
}
