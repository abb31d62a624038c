package ai.openobserve.lambda.sandbox.sink;

import ai.openobserve.lambda.sandbox.Journal;
import java.io.IOException;
import java.util.Optional;

/// The server of a sink.
@SuppressWarnings("DoNotCallSuggester")
final class SinkServer {
  private final SinkSettings settings;

  SinkServer(SinkSettings settings) throws IOException {
    this.settings = settings;
  }

  SinkSettings settings() {
    return settings;
  }

  String url() {
    throw new UnsupportedOperationException();
  }

  Optional<String> authorityPem() {
    throw new UnsupportedOperationException();
  }

  Faults faults() {
    throw new UnsupportedOperationException();
  }

  void outage() {
    throw new UnsupportedOperationException();
  }

  void recover() throws IOException {
    throw new UnsupportedOperationException();
  }

  RecordStore store() {
    throw new UnsupportedOperationException();
  }

  Journal<SinkRequest> requests() {
    throw new UnsupportedOperationException();
  }

  Journal<SinkAnswer> answers() {
    throw new UnsupportedOperationException();
  }

  int connections() {
    throw new UnsupportedOperationException();
  }

  void close() {}
}
