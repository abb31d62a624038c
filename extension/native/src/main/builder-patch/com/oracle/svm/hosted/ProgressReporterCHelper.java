package com.oracle.svm.hosted;

/// Stands in for the builder's own class of this name, which loads a shared library that only a GraalVM distribution has.
/// All it is asked for is how wide the terminal is and how much memory the builder took, for the report it prints.
public final class ProgressReporterCHelper {
  static final int MAX_CHARACTERS_PER_LINE = 120;

  private ProgressReporterCHelper() {}

  public static int getTerminalWindowColumnsClamped() {
    return MAX_CHARACTERS_PER_LINE;
  }

  public static int getTerminalWindowColumns() {
    return MAX_CHARACTERS_PER_LINE;
  }

  /// Negative: not known.
  public static long getPeakRSS() {
    return -1;
  }
}
