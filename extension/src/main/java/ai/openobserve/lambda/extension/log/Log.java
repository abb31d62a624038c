package ai.openobserve.lambda.extension.log;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Writes the extension's own lines, one write per line, so that lines from several threads never
/// mix.
///
/// Lines are `LEVEL message`: CloudWatch adds the time. They come back to us through the
/// `extension` stream, so nothing here may be called once per record or once per delivery of such
/// lines.
///
/// Thread-safe. A failure to write is ignored: there is nowhere left to report it.
public final class Log {
  private final OutputStream out;
  private final LogLevel level;
  private final String subject;

  public Log(OutputStream out, LogLevel level) {
    this(out, level, "");
  }

  private Log(OutputStream out, LogLevel level, String subject) {
    this.out = out;
    this.level = level;
    this.subject = subject;
  }

  /// A log whose messages are prefixed with this subject.
  public Log about(String what) {
    return new Log(out, level, what + ": ");
  }

  public void error(String message) {
    write(LogLevel.ERROR, "ERROR ", message);
  }

  public void warn(String message) {
    write(LogLevel.WARN, "WARN ", message);
  }

  public void info(String message) {
    write(LogLevel.INFO, "INFO ", message);
  }

  public void debug(String message) {
    write(LogLevel.DEBUG, "DEBUG ", message);
  }

  private void write(LogLevel severity, String prefix, String message) {
    if (severity.compareTo(level) > 0) {
      return;
    }
    byte[] line = (prefix + subject + message + "\n").getBytes(StandardCharsets.UTF_8);
    try {
      synchronized (out) {
        out.write(line);
        out.flush();
      }
    } catch (IOException e) {
      // Standard output is gone; telemetry still flows, which matters more.
    }
  }
}
