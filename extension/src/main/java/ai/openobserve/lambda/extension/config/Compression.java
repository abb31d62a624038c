package ai.openobserve.lambda.extension.config;

/// `O2_COMPRESSION`: how request bodies are encoded. OpenObserve refuses zstd in every release so
/// far.
public enum Compression {
  GZIP,
  NONE
}
