package ai.openobserve.lambda.extension.health;

/// The result of a step.
sealed interface Finding {

  /// One line.
  String detail();

  /// All is well.
  record Passed(String detail) implements Finding {}

  /// Could not be checked or does not apply; does not affect the result.
  record Skipped(String detail) implements Finding {}

  /// Works, but not as it should.
  ///
  /// @param next what to do, one line
  record Warned(String detail, String next) implements Finding {}

  /// Does not work; the steps after it would be pointless.
  ///
  /// @param next what to do, one line
  record Failed(String detail, String next) implements Finding {}
}
