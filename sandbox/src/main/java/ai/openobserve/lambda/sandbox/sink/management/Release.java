package ai.openobserve.lambda.sandbox.sink.management;

/// The release of OpenObserve whose API the sink speaks.
public enum Release {
  /// Settings take whole lists; alerts belong to a stream; updating a dashboard needs no hash.
  V0_9("v0.9.1"),
  /// Settings take additions and removals; alerts have a separate API; updating a dashboard
  /// requires the hash of what it replaces.
  V0_80("v0.80.0");

  private final String version;

  Release(String version) {
    this.version = version;
  }

  String version() {
    return version;
  }
}
