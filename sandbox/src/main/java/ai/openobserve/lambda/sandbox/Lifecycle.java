package ai.openobserve.lambda.sandbox;

import java.io.IOException;
import java.util.List;

/// The life of a sandbox.
@SuppressWarnings("DoNotCallSuggester")
final class Lifecycle {
  Lifecycle(SandboxOptions options) throws IOException {
    throw new UnsupportedOperationException(options.toString());
  }

  void initialise() {}

  InitResult initResult() {
    throw new UnsupportedOperationException();
  }

  InvokeResult invoke(String payload) {
    throw new UnsupportedOperationException(payload);
  }

  ShutdownResult shutdown(ShutdownReason reason) {
    throw new UnsupportedOperationException(reason.toString());
  }

  List<ExtensionProcess> extensions() {
    throw new UnsupportedOperationException();
  }

  Telemetry telemetry() {
    throw new UnsupportedOperationException();
  }

  Journal<OutputLine> output() {
    throw new UnsupportedOperationException();
  }

  Journal<String> trail() {
    throw new UnsupportedOperationException();
  }

  String runtimeApi() {
    throw new UnsupportedOperationException();
  }

  void breakRuntimeApi() {}

  void close() {}
}
