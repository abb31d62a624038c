package ai.openobserve.lambda.extension.health;

/// What a step has found.
sealed interface Finding {

  /// In one line.
  String detail();

  /// As it should be.
  record Passed(String detail) implements Finding {}

  /// Could not be looked at, or does not apply; nothing follows from it.
  record Skipped(String detail) implements Finding {}

  /// Works, but not as it should.
  ///
  /// @param next what to do, one line
  record Warned(String detail, String next) implements Finding {}

  /// Does not work; the steps after it make no sense.
  ///
  /// @param next what to do, one line
  record Failed(String detail, String next) implements Finding {}
}
