package ai.openobserve.lambda.cdk.variables;

/// Whole numbers, both ends included.
record Range(long least, long most) {
  boolean contains(long value) {
    return value >= least && value <= most;
  }
}
