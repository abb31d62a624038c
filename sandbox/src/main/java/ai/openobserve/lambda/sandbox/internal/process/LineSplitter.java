package ai.openobserve.lambda.sandbox.internal.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// Splits a process's output into lines; a line longer than Lambda's 256 KB is split.
final class LineSplitter {
  private static final int MAX_LINE = 256 * 1024;

  private final Consumer<String> lines;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  LineSplitter(Consumer<String> lines) {
    this.lines = lines;
  }

  /// Reads until the end; a last line without a newline counts as a line.
  void drain(InputStream in) throws IOException {
    byte[] buffer = new byte[16 * 1024];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      split(buffer, n);
    }
    if (line.size() > 0) {
      emit();
    }
  }

  private void split(byte[] buffer, int length) {
    int start = 0;
    for (int i = 0; i < length; i++) {
      if (buffer[i] == '\n') {
        append(buffer, start, i);
        emit();
        start = i + 1;
      }
    }
    append(buffer, start, length);
  }

  private void append(byte[] buffer, int from, int to) {
    int start = from;
    while (line.size() + to - start > MAX_LINE) {
      int fits = MAX_LINE - line.size();
      line.write(buffer, start, fits);
      start += fits;
      emit();
    }
    line.write(buffer, start, to - start);
  }

  private void emit() {
    lines.accept(line.toString(StandardCharsets.UTF_8));
    line.reset();
  }
}
