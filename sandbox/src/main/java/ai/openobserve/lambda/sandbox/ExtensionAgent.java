package ai.openobserve.lambda.sandbox;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// An extension.
@SuppressWarnings("DoNotCallSuggester")
final class ExtensionAgent {
  String name() {
    throw new UnsupportedOperationException();
  }

  OptionalLong pid() {
    throw new UnsupportedOperationException();
  }

  ExtensionState state() {
    throw new UnsupportedOperationException();
  }

  List<String> events() {
    throw new UnsupportedOperationException();
  }

  Optional<Duration> timeToFirstNext() {
    throw new UnsupportedOperationException();
  }

  OptionalInt exitCode() {
    throw new UnsupportedOperationException();
  }

  int awaitExit(Duration timeout) {
    throw new UnsupportedOperationException(timeout.toString());
  }

  Journal<OutputLine> output() {
    throw new UnsupportedOperationException();
  }

  void markExited(int exitCode) {
    throw new UnsupportedOperationException("" + exitCode);
  }
}
