package ai.openobserve.lambda.extension.log;

/// The levels of `O2_LOG_LEVEL`, most severe first.
public enum LogLevel {
  ERROR,
  WARN,
  INFO,
  DEBUG
}
