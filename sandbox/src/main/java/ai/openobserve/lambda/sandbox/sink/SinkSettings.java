package ai.openobserve.lambda.sandbox.sink;

import ai.openobserve.lambda.sandbox.sink.management.Release;
import java.time.Duration;
import java.time.InstantSource;

/// The settings of a [SinkBuilder].
///
/// @param maxBodyBytes the largest body after decompression
record SinkSettings(
    String organization,
    String authorization,
    String pathPrefix,
    boolean https,
    boolean keepRecords,
    boolean keepBodies,
    long maxBodyBytes,
    Duration keepAlive,
    int port,
    Release release,
    InstantSource clock) {}
