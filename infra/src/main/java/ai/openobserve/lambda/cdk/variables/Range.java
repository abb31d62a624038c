package ai.openobserve.lambda.cdk.variables;

/// A range of whole numbers, both ends included.
record Range(long least, long most) {
  boolean contains(long value) {
    return value >= least && value <= most;
  }
}
