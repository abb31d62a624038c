package ai.openobserve.lambda.sandbox.sink;

import ai.openobserve.lambda.sandbox.sink.management.Release;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;

/// Builds an [OpenObserveSink]. Every setting has a default.
public final class SinkBuilder {
  private String organization = "default";
  private String authorization = "Basic cm9vdEBleGFtcGxlLmNvbTpDb21wbGV4cGFzcyMxMjM=";
  private String pathPrefix = "";
  private boolean https;
  private boolean keepRecords = true;
  private boolean keepBodies = true;
  private long maxBodyBytes = 200L << 20;
  private Duration keepAlive = Duration.ofSeconds(5);
  private int port;
  private Release release = Release.V0_9;
  private InstantSource clock = InstantSource.system();

  SinkBuilder() {}

  /// The only organization; `default` by default. Requests to any other get 404.
  public SinkBuilder organization(String value) {
    this.organization = value;
    return this;
  }

  /// The `Authorization` value to accept; requests with any other get 401.
  public SinkBuilder authorization(String value) {
    this.authorization = value;
    return this;
  }

  /// A prefix of all paths, for example `/o2`, as behind a proxy; none by default.
  public SinkBuilder pathPrefix(String value) {
    this.pathPrefix = value;
    return this;
  }

  /// Speaks HTTPS, with a certificate for `localhost` and 127.0.0.1, signed by a throw-away
  /// authority.
  public SinkBuilder https() {
    this.https = true;
    return this;
  }

  /// Whether to keep stored records instead of only counting them; true by default. Use false for
  /// benchmarks.
  public SinkBuilder keepRecords(boolean value) {
    this.keepRecords = value;
    return this;
  }

  /// Whether to keep requests with their bodies; true by default. Use false for benchmarks.
  public SinkBuilder keepBodies(boolean value) {
    this.keepBodies = value;
    return this;
  }

  /// The largest body after decompression; larger ones get 413. 200 MiB by default; proxies allow
  /// far less.
  public SinkBuilder maxBodyBytes(long value) {
    this.maxBodyBytes = value;
    return this;
  }

  /// How long an idle connection is kept open; 5 s by default, as in many releases.
  public SinkBuilder keepAlive(Duration value) {
    this.keepAlive = value;
    return this;
  }

  /// The port; a free one by default.
  public SinkBuilder port(int value) {
    this.port = value;
    return this;
  }

  /// The release whose API for settings, dashboards and alerts it speaks; 0.9 by default.
  public SinkBuilder release(Release value) {
    this.release = value;
    return this;
  }

  /// The clock that decides which records are too old or too far in the future.
  public SinkBuilder clock(InstantSource value) {
    this.clock = value;
    return this;
  }

  /// Starts the sink on 127.0.0.1.
  public OpenObserveSink start() throws IOException {
    return new OpenObserveSink(
        new SinkServer(
            new SinkSettings(
                organization,
                authorization,
                pathPrefix,
                https,
                keepRecords,
                keepBodies,
                maxBodyBytes,
                keepAlive,
                port,
                release,
                clock)));
  }
}
